import type { SessionView } from '@coco/shared/identity-views'
import type { Refusal } from '../state/wish.ts'
import { LimitNotice, type SendPlan } from './limit-notice.tsx'
import { RefusalNotice } from './refusal-notice.tsx'

interface Props {
  refusal: Refusal | null
  /** When the limit is over (epoch); null when nothing is limited. */
  limitedUntilMs: number | null
  secondsLeft: number
  plan: SendPlan
  tenant: SessionView['tenant']
  /** A model that may be used instead of the refused one. */
  alternative: string | null
  onUseAlternative: (modelId: string) => void
}

/** What stands against the last message, under the thread and above the composer. */
export function TroubleArea(props: Props) {
  const { refusal, limitedUntilMs, secondsLeft, plan, tenant, alternative, onUseAlternative } = props
  if (refusal === null) return null
  if (limitedUntilMs !== null) {
    return <LimitNotice refusal={refusal} tenant={tenant.name} secondsLeft={secondsLeft} plan={plan} />
  }
  return (
    <RefusalNotice refusal={refusal} tenant={tenant} alternative={alternative} onUseAlternative={onUseAlternative} />
  )
}
