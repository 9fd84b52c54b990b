import { lazy, Suspense, use } from 'react'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import { Citations, SearchesDocuments } from '../sources/citations.ts'
import { isRunning } from '../state/answer.ts'
import { isUnfound } from '../state/shown-text.ts'
import type { Reply, Version } from '../state/thread.ts'
import { AnswerText } from '../text/answer-text.tsx'
import { WaitingLine } from '../trouble/waiting-line.tsx'
import type { ChatActions } from './chat-actions.ts'
import { headingIdOf } from './message-place.ts'
import { ReplyFooter } from './reply-footer.tsx'
import { ThoughtDetails } from './thought-details.tsx'
import { Turn } from './turn.tsx'

const AnswerSources = lazy(async () => {
  const { AnswerSources: component } = await import('../sources/answer-sources.tsx')
  return { default: component }
})

interface Props {
  reply: Reply
  version: Version
  tenant: string
  /** Nothing follows it on the path, so that it can go on. */
  isLast: boolean
  blockedBecause: string | null
  actions: ChatActions
}

/** What a model answered. Its text is not live: what a screen reader is told while it grows, `announcer.tsx` tells. */
export function ReplyTurn(props: Props) {
  const { answer, id } = props.reply
  const words = useWords(thread)
  const { sources } = answer
  const isSearching = use(SearchesDocuments) && sources === null
  return (
    <Turn speaker={answer.model} headingId={headingIdOf(id)} heading={words.answered(answer.model)}>
      {answer.thought && <ThoughtDetails thought={answer.thought} />}
      {answer.status === 'waiting' && !answer.thought && (
        <WaitingLine
          model={answer.model}
          isSearching={isSearching}
          sinceMs={answer.sinceMs}
          isResumed={answer.isResumed}
        />
      )}
      {isUnfound(answer) && (
        <>
          <p>{words.nothingFound}</p>
          <p className="mt-1 text-sm text-ink-soft">{words.nothingFoundHint}</p>
        </>
      )}
      {answer.text !== '' && !isUnfound(answer) && (
        <Citations value={sources}>
          <AnswerText source={answer.text} isWriting={answer.status === 'writing'} />
        </Citations>
      )}
      {sources !== null && sources.length > 0 && !isRunning(answer) && (
        <Suspense fallback={null}>
          <AnswerSources sources={sources} text={answer.text} />
        </Suspense>
      )}
      {!isRunning(answer) && <ReplyFooter {...props} />}
    </Turn>
  )
}
