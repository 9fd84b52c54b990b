import type { MessageView } from '@coco/shared/conversation-views'
import type { Failure } from '../../../lib/failure.ts'
import type { Wish } from './wish.ts'

/** Words that were sent off and have no answer yet: kept until they do, for whoever leaves the chat before they are refused. */
export interface KeptAsk {
  /** The idempotency key of the call. */
  key: string
  wish: Extract<Wish, { text: string }>
  model: string
  /** The conversation begins with it, and is gone when it is refused. */
  isFirst: boolean
  /** Null while it is to begin one that the server has not named. */
  conversationId: string | null
  /** Null until the server has named the question. */
  questionId: string | null
  /** Why the call was refused, when that is known; `atMs` (epoch). */
  refused: { failure: Failure; atMs: number } | null
}

/** `kept`: the conversation has these words for good. `gone`: it does not have them. */
type AskOutcome = { is: 'kept' } | { is: 'gone' } | { is: 'waiting'; replyId: string }

/** What became of it, as far as its conversation says. */
export function outcomeOf({ wish, questionId }: KeptAsk, messages: readonly MessageView[]): AskOutcome {
  const question = messages.findLast(({ id, role, parentId, content }) =>
    questionId === null
      ? role === 'user' && parentId === wish.parentId && content === wish.text
      : (id as string) === questionId,
  )
  if (!question) return { is: 'gone' }
  const reply = messages.findLast(({ role, parentId }) => role === 'assistant' && parentId === question.id)
  return reply?.generation?.status === 'running' ? { is: 'waiting', replyId: reply.id } : { is: 'kept' }
}
