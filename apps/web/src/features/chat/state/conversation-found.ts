import type { ConversationView } from '@coco/shared/conversation-views'
import type { Failure } from '../../../lib/failure.ts'
import type { ChatState } from './chat-state.ts'

export type Found =
  | { is: 'shown'; title: string | null; failure: Failure | null }
  | { is: 'loading'; title: null; failure: null }
  | { is: 'missing'; title: null; failure: Failure }
  | { is: 'unread'; title: null; failure: Failure; retry: () => void }

/** How far the server's part of the conversation is there. What this page has just begun itself is there at once. */
export function conversationFound(
  conversationId: string | null,
  saved: { view: ConversationView | undefined; failure: Failure | null; retry: () => void },
  { thread, asked }: ChatState,
): Found {
  if (conversationId === null) return { is: 'shown', title: null, failure: null }
  const { view, failure, retry } = saved
  // An address that is no id at all is as good as one of nobody.
  const isMissing = failure?.code === 'not_found' || failure?.code === 'invalid_input'
  if (isMissing && asked === null) return { is: 'missing', title: null, failure }
  if (thread.messages.length > 0) return { is: 'shown', title: view?.title ?? null, failure }
  if (failure) return { is: 'unread', title: null, failure, retry }
  return { is: 'loading', title: null, failure: null }
}
