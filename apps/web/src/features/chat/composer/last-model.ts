import type { ConversationView } from '@coco/shared/conversation-views'
import { pathTo } from '@coco/shared/message-tree'

/** Which model wrote the last answer of the chosen path; null where there is none. */
export function lastModelOf({ messages, leafId }: Pick<ConversationView, 'messages' | 'leafId'>): string | null {
  return pathTo(messages, leafId).findLast(({ generation }) => generation !== null)?.generation?.model ?? null
}
