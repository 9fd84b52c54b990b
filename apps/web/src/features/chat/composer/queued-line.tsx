import { Clock, X } from 'lucide-react'
import { SmallButton } from '../../../ui/small-button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import type { QueuedMessage } from './use-queued-message.ts'

/** Says above the composer that what is in it goes by itself, or that it stayed. */
export function QueuedLine({ queued, onCancel }: { queued: QueuedMessage; onCancel: () => void }) {
  const words = useWords(thread).queue
  const sentence = { none: '', waiting: words.willBeSent, kept: words.notSent, left: words.otherVersion }[queued]
  return (
    <div className="flex flex-wrap items-center gap-x-2 px-2.5 text-sm text-ink-soft">
      {queued === 'waiting' && <Clock aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />}
      {/* There before it says anything, or its first words would go unheard. */}
      <p role="status" className="min-w-0">
        {sentence}
      </p>
      {queued === 'waiting' && (
        <SmallButton icon={X} onClick={onCancel}>
          {words.cancel}
        </SmallButton>
      )}
    </div>
  )
}
