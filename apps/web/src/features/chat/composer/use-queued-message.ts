import { useEffect, useEffectEvent, useState } from 'react'
import type { Answer } from '../state/answer.ts'

interface Needs {
  draft: string
  /** The last answer; null when there is none. */
  answer: Answer | null
  isAnswering: boolean
  send: () => void
}

/** `waiting`: goes when the answer has ended. `kept`: was to go, and stays because the answer did not end well. */
export type QueuedMessage = 'none' | 'waiting' | 'kept'

/**
 * A message that somebody sent off while an answer was being written. It stays where it was written until the answer has
 * ended, and goes then; whoever changes it sends it off anew.
 */
export function useQueuedMessage({ draft, answer, isAnswering, send }: Needs) {
  const [queued, setQueued] = useState<{ draft: string; is: 'waiting' | 'kept' } | null>(null)
  const isOver = queued !== null && (queued.draft !== draft || (queued.is === 'kept' && isAnswering))
  if (isOver) setQueued(null)
  const mayGo = queued?.is === 'waiting' && !isOver && !isAnswering
  const onAnswerEnded = useEffectEvent(() => {
    if (!answer || !endedWell(answer)) {
      setQueued({ draft, is: 'kept' })
      return
    }
    setQueued(null)
    send()
  })
  useEffect(() => {
    if (mayGo) onAnswerEnded()
  }, [mayGo])

  return {
    queued: (isOver || queued === null ? 'none' : queued.is) satisfies QueuedMessage as QueuedMessage,
    add: () => setQueued({ draft, is: 'waiting' }),
    cancel: () => setQueued(null),
  }
}

/** What follows can build on it. Stopped before its first word it was not what somebody wanted. */
function endedWell(answer: Answer): boolean {
  return answer.status === 'done' || (answer.status === 'stopped' && answer.text !== '')
}
