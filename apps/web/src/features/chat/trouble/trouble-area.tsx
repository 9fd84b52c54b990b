import type { Refusal } from '../state/wish.ts'
import { LimitNotice } from './limit-notice.tsx'
import { RefusalNotice } from './refusal-notice.tsx'

interface Props {
  refusal: Refusal | null
  /** When the limit is over (epoch); null when nothing is limited. */
  limitedUntilMs: number | null
  secondsLeft: number
  tenant: string
  /** A model that may be used instead of the refused one. */
  alternative: string | null
  onUseAlternative: (modelId: string) => void
}

/** What stands against the last message, under the thread and above the composer. */
export function TroubleArea({ refusal, limitedUntilMs, secondsLeft, tenant, alternative, onUseAlternative }: Props) {
  if (refusal === null) return null
  if (limitedUntilMs !== null) return <LimitNotice refusal={refusal} tenant={tenant} secondsLeft={secondsLeft} />
  return (
    <RefusalNotice refusal={refusal} tenant={tenant} alternative={alternative} onUseAlternative={onUseAlternative} />
  )
}
