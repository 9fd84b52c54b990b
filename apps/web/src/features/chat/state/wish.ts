import type { Failure } from '../../../lib/failure.ts'
import type { Reply } from './thread.ts'

/** What a person wants: a message, another one in place of an old one, another answer, or more of one. */
export type Wish =
  | { kind: 'send'; text: string; parentId: string | null }
  | { kind: 'edit'; text: string; messageId: string; parentId: string | null }
  | { kind: 'regenerate'; messageId: string; questionId: string }
  | { kind: 'continue'; messageId: string }

/** A wish that was sent off and whose answer has no word yet. If it comes to nothing, all is as it was before. */
export interface Asked {
  /** The idempotency key of the call. */
  key: string
  wish: Wish
  model: string
  replyId: string
  leafBefore: string | null
  /** The answer that is to go on, as it was. */
  answerBefore: Reply | null
}

/** A wish that got no answer at all. What was written for it is back where it was written. */
export interface Refusal {
  failure: Failure
  model: string
  /** To repeat the call as the same call when nobody knows whether it arrived. */
  key: string
  /** Null: it was refused before the page was loaded anew. */
  wish: Wish | null
}

/** The key with which this very wish was sent before, when nobody knows whether that call arrived; else null. */
export function keyOfSameCall(refusal: Refusal | null, wish: Wish, model: string): string | null {
  if (refusal?.failure.code !== 'unreachable' || refusal.model !== model) return null
  return JSON.stringify(refusal.wish) === JSON.stringify(wish) ? refusal.key : null
}
