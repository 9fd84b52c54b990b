import { Hourglass } from 'lucide-react'
import { formatCountdown } from '../../../lib/countdown.ts'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Sentence } from '../../../ui/sentence.tsx'
import { trouble } from '../../../words/en/trouble.ts'
import { useWords } from '../../../words/language.ts'
import { whereTextIs } from '../state/where-text-is.ts'
import type { Refusal } from '../state/wish.ts'
import { FailureReference } from './failure-reference.tsx'
import { whoseLimit } from './whose-limit.ts'

export interface SendPlan {
  /** What is in the box is sent as soon as the limit is over. */
  isMade: boolean
  /** There is something to send. */
  canBeMade: boolean
  onChange: (isMade: boolean) => void
}

interface Props {
  refusal: Refusal
  tenant: string
  /** 0 once the limit is over. */
  secondsLeft: number
  plan: SendPlan
}

/** Whose limit is reached and how long it lasts. The figures run in silence; only the sentence is announced. */
export function LimitNotice({ refusal, tenant, secondsLeft, plan }: Props) {
  const words = useWords(trouble).limit
  const { failure, model } = refusal
  const isOver = secondsLeft === 0
  return (
    <Notice icon={Hourglass} tone={isOver ? 'calm' : 'attention'}>
      <p role="alert" className="font-medium">
        {failureSentence(failure, { tenant, model })}
      </p>
      <p className="mt-0.5 text-ink-soft">
        {isOver ? words.over : <Sentence say={words.left} parts={[<Time key="time" seconds={secondsLeft} />]} />}{' '}
        {whereTextIs(refusal)}
      </p>
      <p className="mt-0.5 text-ink-soft empty:hidden">{whoseLimit(failure, tenant)}</p>
      {!isOver && <PlanToSend plan={plan} />}
      <div className="mt-2">
        <FailureReference failure={failure} />
      </div>
    </Notice>
  )
}

/** One message, sent by itself when the limit is over. One button, so that the focus stays where it was pressed. */
function PlanToSend({ plan: { isMade, canBeMade, onChange } }: { plan: SendPlan }) {
  const words = useWords(trouble).limit
  return (
    <>
      <p role="status" className="mt-2 empty:hidden">
        {isMade ? words.willBeSent : ''}
      </p>
      <Button
        look="outline"
        className="mt-2"
        aria-disabled={!canBeMade && !isMade}
        onClick={() => (canBeMade || isMade) && onChange(!isMade)}
      >
        {isMade ? words.doNotSend : words.sendWhenAllowed}
      </Button>
    </>
  )
}

function Time({ seconds }: { seconds: number }) {
  return <span className="font-medium text-ink tabular-nums">{formatCountdown(seconds)}</span>
}
