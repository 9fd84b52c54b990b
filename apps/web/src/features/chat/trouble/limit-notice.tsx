import { Hourglass } from 'lucide-react'
import { formatCountdown } from '../../../lib/countdown.ts'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Refusal } from '../state/wish.ts'
import { FailureReference } from './failure-reference.tsx'
import { whereTextIs } from '../state/where-text-is.ts'

interface Props {
  refusal: Refusal
  tenant: string
  /** 0 once the limit is over. */
  secondsLeft: number
}

/** Whose limit is reached and how long it lasts. The figures run in silence; only the sentence is announced. */
export function LimitNotice({ refusal, tenant, secondsLeft }: Props) {
  const { failure, model } = refusal
  const isOver = secondsLeft === 0
  return (
    <Notice icon={Hourglass} tone={isOver ? 'calm' : 'attention'}>
      <p role="alert" className="font-medium">
        {failureSentence(failure, { tenant, model })}
      </p>
      <p className="mt-0.5 text-ink-soft">
        {isOver ? 'You can send again now.' : <Remaining seconds={secondsLeft} />} {whereTextIs(refusal)}
      </p>
      <div className="mt-2">
        <FailureReference failure={failure} />
      </div>
    </Notice>
  )
}

function Remaining({ seconds }: { seconds: number }) {
  return (
    <>
      You can send again in <span className="font-medium text-ink tabular-nums">{formatCountdown(seconds)}</span>.
    </>
  )
}
