import { useEffect, useState } from 'react'
import type { SendPlan } from './limit-notice.tsx'

interface Needs {
  draft: string
  /** Something can be sent by now. */
  isOver: boolean
  /** Something stands in the way beside the limit. */
  isBlocked: boolean
  send: () => void
}

/** "Send when allowed": one message, as it stood in the box when that was asked for. Whoever changes it is asked anew; refused for the limit again, it waits again. */
export function useSendPlan({ draft, isOver, isBlocked, send }: Needs): SendPlan {
  const [planned, setPlanned] = useState<string | null>(null)
  const isMade = planned !== null && planned === draft

  useEffect(() => {
    if (!isMade || !isOver || isBlocked) return
    send()
  }, [isMade, isOver, isBlocked, send])

  return {
    isMade,
    canBeMade: draft.trim() !== '' && !isBlocked,
    onChange: (wanted) => setPlanned(wanted ? draft : null),
  }
}
