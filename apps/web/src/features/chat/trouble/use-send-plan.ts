import { useEffect, useEffectEvent, useState } from 'react'
import type { SendPlan } from './limit-notice.tsx'
import { type PlannedMessage, planGoesOn } from './send-plan.ts'

interface Needs {
  draft: string
  /** A question is under way and has no word of an answer. */
  isAsking: boolean
  /** Until when the limit holds that was met last; it may be over. */
  limitedUntilMs: number | null
  /** Something can be sent by now. */
  isOver: boolean
  /** Something stands in the way beside the limit. */
  isBlocked: boolean
  send: () => void
}

/** "Send when allowed": one message, as it stood in the box when that was asked for. */
export function useSendPlan({ draft, isAsking, limitedUntilMs, isOver, isBlocked, send }: Needs): SendPlan {
  const [planned, setPlanned] = useState<PlannedMessage | null>(null)
  const plan = planGoesOn(planned, { draft, isAsking, isLimited: limitedUntilMs !== null })
  if (plan !== planned) setPlanned(plan)
  const isMade = plan?.is === 'waiting'
  const mayGo = isMade && isOver && !isBlocked
  const go = useEffectEvent(send)

  useEffect(() => {
    if (mayGo) go()
  }, [mayGo])

  return {
    isMade,
    canBeMade: draft.trim() !== '' && !isBlocked,
    onChange: (wanted) => setPlanned(wanted ? { text: draft.trim(), is: 'waiting' } : null),
  }
}
