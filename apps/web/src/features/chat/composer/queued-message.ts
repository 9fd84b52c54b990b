import type { Answer } from '../state/answer.ts'

/** A message that was sent off while an answer was being written, and the answer it follows, by its key on the page. */
export interface Queued {
  draft: string
  replyKey: string | null
  is: 'waiting' | Kept
}

/** Why it stays: its answer did not end well, or is not the last on the page any more. */
export type Kept = 'kept' | 'left'

interface Now {
  draft: string
  replyKey: string | null
  /** The last answer; null when there is none. */
  answer: Answer | null
  isAnswering: boolean
}

/** What becomes of it: whoever changes it sends it off anew, and it never goes below another version than it was written for. */
export function queueGoesOn(queued: Queued | null, now: Now): Queued | null {
  if (queued === null || queued.draft !== now.draft) return null
  if (queued.is !== 'waiting') return now.isAnswering ? null : queued
  if (queued.replyKey !== now.replyKey) return { ...queued, is: 'left' }
  return now.isAnswering || (now.answer !== null && endedWell(now.answer)) ? queued : { ...queued, is: 'kept' }
}

/** The server has not said yet what it kept of it, and takes nothing new until then. */
export function isBeingStopped(answer: Answer | null): boolean {
  return answer?.status === 'stopped' && !answer.isSettled
}

/** What follows can build on it. Stopped before its first word it was not what somebody wanted. */
function endedWell(answer: Answer): boolean {
  return answer.status === 'done' || (answer.status === 'stopped' && answer.text !== '')
}
