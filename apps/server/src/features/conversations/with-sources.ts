import { withPassages } from '@coco/shared/answer-sources'
import type { ConversationView } from '@coco/shared/conversation-views'

/** What the passages say from which its answers were given. A conversation without such answers costs nothing. */
export async function withSources(
  conversation: ConversationView,
  read: Parameters<typeof withPassages>[1],
): Promise<ConversationView> {
  const { messages } = conversation
  const all = messages.flatMap(({ sources }) => sources ?? [])
  if (all.length === 0) return conversation
  const known = await withPassages(all, read)
  let next = 0
  const filled = messages.map((message) => {
    const from = next
    next += message.sources?.length ?? 0
    return { ...message, sources: message.sources && known.slice(from, next) }
  })
  return { ...conversation, messages: filled }
}
