import { useEffect, useEffectEvent, useState } from 'react'
import type { Answer } from '../state/answer.ts'

interface Needs {
  draft: string
  /** The last answer; null when there is none. */
  answer: Answer | null
  isAnswering: boolean
  /** Something else stands in the way of sending. */
  isBlocked: boolean
  send: () => void
}

/** `waiting`: goes when the answer has ended. `kept`: was to go, and stays because the answer did not end well. */
export type QueuedMessage = 'none' | 'waiting' | 'kept'

/**
 * A message that somebody sent off while an answer was being written. It stays where it was written until the answer has
 * ended, and goes then; whoever changes it sends it off anew.
 */
export function useQueuedMessage({ draft, answer, isAnswering, isBlocked, send }: Needs) {
  const [queued, setQueued] = useState<{ draft: string; is: 'waiting' | 'kept' } | null>(null)
  const next = queued && stateOf(queued, { draft, answer, isAnswering })
  if (next !== (queued?.is ?? null)) setQueued(next && { draft, is: next })
  const mayGo = next === 'waiting' && !isAnswering && !isBlocked && !isBeingStopped(answer)
  const go = useEffectEvent(send)
  useEffect(() => {
    if (mayGo) go()
  }, [mayGo])

  const state: QueuedMessage = next ?? 'none'
  return { state, add: () => setQueued({ draft, is: 'waiting' }), cancel: () => setQueued(null) }
}

function stateOf(
  queued: { draft: string; is: 'waiting' | 'kept' },
  now: Pick<Needs, 'draft' | 'answer' | 'isAnswering'>,
): 'waiting' | 'kept' | null {
  if (queued.draft !== now.draft) return null
  if (queued.is === 'kept') return now.isAnswering ? null : 'kept'
  return now.isAnswering || (now.answer !== null && endedWell(now.answer)) ? 'waiting' : 'kept'
}

/** The server has not said yet what it kept of it, and takes nothing new until then. */
export function isBeingStopped(answer: Answer | null): boolean {
  return answer?.status === 'stopped' && !answer.isSettled
}

/** What follows can build on it. Stopped before its first word it was not what somebody wanted. */
function endedWell(answer: Answer): boolean {
  return answer.status === 'done' || (answer.status === 'stopped' && answer.text !== '')
}
