import type { ConversationSummary } from '@coco/shared/conversation-views'
import { newestFirst } from './conversation-list.ts'
import { type Group, groupByAge } from './group-by-age.ts'

interface Known {
  conversations: ConversationSummary[]
  pinned: ConversationSummary[]
}

/** What stands where: those on top, then the others by age. One that was just removed keeps its place, for the way back. */
export function arrange(
  { conversations, pinned }: Known,
  removed: ConversationSummary | null,
  now = new Date(),
): Group[] {
  const isNotRemoved = ({ id }: ConversationSummary) => id !== removed?.id
  const top = pinned.filter(isNotRemoved)
  const rest = conversations.filter((one) => isNotRemoved(one) && !pinned.some(({ id }) => id === one.id))
  if (removed) (removed.isPinned ? top : rest).push(removed)
  const byAge = groupByAge(removed ? rest.sort(newestFirst) : rest, now)
  return top.length > 0 ? [{ name: 'pinned', conversations: top }, ...byAge] : byAge
}
