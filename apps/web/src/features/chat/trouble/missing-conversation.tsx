import { SearchX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../../lib/failure.ts'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { trouble } from '../../../words/en/trouble.ts'
import { useWords } from '../../../words/language.ts'

/** In place of a conversation that was deleted, or never was, or is somebody else's: nobody is told which. */
export function MissingConversation({ onNewChat }: { onNewChat: () => void }) {
  const words = useWords(trouble).missing
  return (
    <InPlace>
      <SearchX aria-hidden size={28} strokeWidth={1.5} className="text-ink-faint" />
      <h1 className="mt-3 font-serif text-xl text-balance">{words.title}</h1>
      <p role="alert" className="mt-2 text-ink-soft">
        {words.why}
      </p>
      <Button look="solid" className="mt-5" onClick={onNewChat}>
        {words.startNew}
      </Button>
    </InPlace>
  )
}

/** In place of a conversation that could not be fetched. */
export function UnreadConversation({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const words = useWords(trouble).unread
  return (
    <InPlace>
      <h1 className="mb-4 font-serif text-xl">{words.title}</h1>
      <Notice icon={TriangleAlert} tone="danger">
        <p role="alert">{failureSentence(failure)}</p>
        <Button look="outline" className="mt-3" onClick={onRetry}>
          {words.again}
        </Button>
      </Notice>
    </InPlace>
  )
}

function InPlace({ children }: { children: ReactNode }) {
  return (
    <main className="min-w-0 flex-1 px-4 pt-[16vh] pb-10 sm:px-6">
      <div className="mx-auto max-w-(--container-card)">{children}</div>
    </main>
  )
}
