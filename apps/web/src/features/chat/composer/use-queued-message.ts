import { useEffect, useEffectEvent, useState } from 'react'
import type { Answer } from '../state/answer.ts'
import { isBeingStopped, type Kept, type Queued, queueGoesOn } from './queued-message.ts'

interface Needs {
  draft: string
  /** The last answer of what is shown; null when there is none. */
  reply: { key: string; answer: Answer } | null
  isAnswering: boolean
  /** Something else stands in the way of sending. */
  isBlocked: boolean
  send: () => void
}

/** `waiting`: goes when the answer has ended. */
export type QueuedMessage = 'none' | 'waiting' | Kept

/**
 * A message that somebody sent off while an answer was being written. It stays where it was written until the answer has
 * ended, and goes then.
 */
export function useQueuedMessage({ draft, reply, isAnswering, isBlocked, send }: Needs) {
  const replyKey = reply?.key ?? null
  const answer = reply?.answer ?? null
  const [queued, setQueued] = useState<Queued | null>(null)
  const next = queueGoesOn(queued, { draft, replyKey, answer, isAnswering })
  if (next !== queued) setQueued(next)
  const mayGo = next?.is === 'waiting' && !isAnswering && !isBlocked && !isBeingStopped(answer)
  const go = useEffectEvent(send)
  useEffect(() => {
    if (mayGo) go()
  }, [mayGo])

  const state: QueuedMessage = next?.is ?? 'none'
  return { state, add: () => setQueued({ draft, replyKey, is: 'waiting' }), cancel: () => setQueued(null) }
}
