import type { ConversationSummary } from '@coco/shared/conversation-views'
import { useState } from 'react'

/** What is known of answers in conversations that are not open. */
export interface Watched {
  answering: ReadonlySet<string>
  /** The answer was written while another conversation was open, and nobody has looked at it here since. */
  unread: ReadonlySet<string>
}

export const nothingWatched: Watched = { answering: new Set(), unread: new Set() }

/** The same object as long as nothing has changed. */
export function watchAnswers(
  before: Watched,
  conversations: readonly ConversationSummary[],
  openId: string | null,
): Watched {
  const answering = new Set<string>()
  const unread = new Set<string>()
  for (const { id, isAnswering } of conversations) {
    if (isAnswering) answering.add(id)
    else if (id !== openId && (before.answering.has(id) || before.unread.has(id))) unread.add(id)
  }
  return isSame(answering, before.answering) && isSame(unread, before.unread) ? before : { answering, unread }
}

/** The conversations with an answer that nobody has seen here yet. */
export function useUnreadAnswers(
  conversations: readonly ConversationSummary[],
  openId: string | null,
): ReadonlySet<string> {
  const [watched, setWatched] = useState(nothingWatched)
  const next = watchAnswers(watched, conversations, openId)
  if (next !== watched) setWatched(next)
  return next.unread
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one))
}
