import { CircleStop, TriangleAlert } from 'lucide-react'
import { memo, useId } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import { isRunning } from './answer.ts'
import { endingOf } from './answer-ending.ts'
import { factsOf } from './answer-facts.ts'
import { AnswerText } from './answer-text.tsx'
import type { Exchange } from './conversation.ts'
import { FailureReference } from './failure-reference.tsx'
import { Turn } from './turn.tsx'
import { ThoughtDetails } from './thought-details.tsx'
import { WaitingLine } from './waiting-line.tsx'

/** One question and its answer, set like an interview: who speaks stands beside what is said. */
export const ExchangeView = memo(function ExchangeView({ exchange, tenant }: { exchange: Exchange; tenant: string }) {
  const { question, answer } = exchange
  const questionId = useId()
  const answerId = useId()
  return (
    <li className="mt-10 flex flex-col gap-4 first:mt-0">
      <Turn speaker="You" headingId={questionId} heading="You asked">
        <p dir="auto" className={`max-w-full whitespace-pre-wrap wrap-anywhere ${questionLook(question)}`}>
          {question}
        </p>
      </Turn>
      <Turn speaker={answer.model} headingId={answerId} heading={`${answer.model} answered`}>
        {answer.thought && <ThoughtDetails thought={answer.thought} />}
        {answer.status === 'waiting' && !answer.thought && (
          <WaitingLine model={answer.model} sinceMs={answer.sinceMs} />
        )}
        {answer.text !== '' && <AnswerText source={answer.text} isWriting={answer.status === 'writing'} />}
        {!isRunning(answer) && <AnswerFooter exchange={exchange} tenant={tenant} />}
      </Turn>
    </li>
  )
})

function AnswerFooter({ exchange: { answer }, tenant }: { exchange: Exchange; tenant: string }) {
  const ending = endingOf(answer, tenant)
  const Icon = answer.status === 'stopped' ? CircleStop : TriangleAlert
  return (
    <footer className="mt-3 text-xs text-ink-faint">
      {ending && (
        <p className="mb-2 flex items-start gap-2 text-sm text-ink-soft">
          <Icon aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
          {ending}
        </p>
      )}
      {answer.status === 'failed' && <FailureReference failure={answer.failure} />}
      <div className="-ml-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        {answer.text !== '' && <CopyButton label="Copy answer" text={() => answer.text} />}
        {factsOf(answer).map((fact) => (
          <span key={fact} className="tabular-nums">
            {fact}
          </span>
        ))}
      </div>
    </footer>
  )
}

/** A short question reads like a heading; something long or pasted keeps the size of text. */
export function questionLook(question: string): string {
  return question.length <= 160 && !question.includes('\n') ? 'font-serif text-lg' : 'text-base'
}
