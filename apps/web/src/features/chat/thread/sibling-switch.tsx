import { ChevronLeft, ChevronRight } from 'lucide-react'
import { flushSync } from 'react-dom'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import type { Version } from '../state/thread.ts'
import { headingIdOf } from './message-place.ts'

interface Props {
  version: Version
  /** What there are several of: questions or answers. */
  of: 'question' | 'answer'
  onChoose: (messageId: string) => void
}

/** Which of several versions is shown, and the way to the others. Nothing where there is only one. */
export function SiblingSwitch({ version, of, onChoose }: Props) {
  const { number, count, previousId, nextId } = version
  const words = useWords(thread)
  if (count < 2) return null
  const names =
    of === 'question'
      ? { group: words.versionsOfQuestion, previous: words.previousQuestion, next: words.nextQuestion }
      : { group: words.versionsOfAnswer, previous: words.previousAnswer, next: words.nextAnswer }
  return (
    <span role="group" aria-label={names.group} className="inline-flex items-center">
      <Step to="previous" label={names.previous} icon={ChevronLeft} id={previousId} onChoose={onChoose} />
      <span className="min-w-8 text-center text-xs text-ink-soft tabular-nums">
        <span className="sr-only">{words.version}</span>
        {number} / {count}
      </span>
      <Step to="next" label={names.next} icon={ChevronRight} id={nextId} onChoose={onChoose} />
    </span>
  )
}

interface StepProps {
  /** Where a shortcut finds it; see use-message-keys.ts. */
  to: 'previous' | 'next'
  label: string
  icon: typeof ChevronLeft
  id: string | null
  onChoose: (messageId: string) => void
}

function Step({ to, label, icon: Icon, id, onChoose }: StepProps) {
  return (
    // Not `disabled`: at the last version the focus stays where it is.
    <button
      type="button"
      data-version={to}
      aria-label={label}
      title={label}
      aria-disabled={id === null}
      onClick={() => {
        if (id === null) return
        // Another version is another message, with buttons of its own: the focus goes over to the same one there.
        flushSync(() => onChoose(id))
        document
          .getElementById(headingIdOf(id))
          ?.closest('article')
          ?.querySelector<HTMLElement>(`[data-version=${to}]`)
          ?.focus({ preventScroll: true })
      }}
      className="touch-target inline-flex size-7 items-center justify-center rounded-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink aria-disabled:text-ink-faint aria-disabled:opacity-40"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} />
    </button>
  )
}
