import type { ConversationPage, ConversationSummary } from '@coco/shared/conversation-views'

/** The conversations that are known, newest first, and where the older ones begin. */
export interface ConversationList {
  conversations: ConversationSummary[]
  /** Those on top, as the server orders them. One that is newer than the oldest known stands among the others, too. */
  pinned: ConversationSummary[]
  /** Null: there are none older. */
  nextCursor: string | null
  isLoaded: boolean
}

export type ListChange =
  /** The newest page, read again and again. */
  | { type: 'head'; page: ConversationPage }
  | { type: 'older'; page: ConversationPage }
  | { type: 'changed'; conversation: ConversationSummary }
  | { type: 'removed'; id: string }

export const emptyList: ConversationList = { conversations: [], pinned: [], nextCursor: null, isLoaded: false }

export function reduceList(list: ConversationList, change: ListChange): ConversationList {
  switch (change.type) {
    case 'head':
      return mergeHead(list, change.page)
    case 'older':
      return {
        ...list,
        conversations: union(list.conversations, change.page.conversations),
        nextCursor: change.page.nextCursor,
      }
    case 'changed':
      return {
        ...list,
        conversations: union([change.conversation], list.conversations),
        pinned: withChanged(list.pinned, change.conversation),
      }
    case 'removed':
      return {
        ...list,
        conversations: list.conversations.filter(({ id }) => id !== change.id),
        pinned: list.pinned.filter(({ id }) => id !== change.id),
      }
  }
}

/** What is as new as the page is there only if the page has it; what is older stays as it was last read. */
function mergeHead(list: ConversationList, { conversations, pinned, nextCursor }: ConversationPage): ConversationList {
  const last = conversations.at(-1)
  if (!list.isLoaded || nextCursor === null || !last) return { conversations, pinned, nextCursor, isLoaded: true }
  const older = list.conversations.filter((known) => newestFirst(known, last) > 0)
  return { ...list, conversations: union(conversations, older), pinned }
}

/** One that has just been pinned comes first; the others keep their place. */
function withChanged(pinned: ConversationSummary[], changed: ConversationSummary): ConversationSummary[] {
  if (!changed.isPinned) return pinned.filter(({ id }) => id !== changed.id)
  if (!pinned.some(({ id }) => id === changed.id)) return [changed, ...pinned]
  return pinned.map((one) => (one.id === changed.id ? changed : one))
}

/** Of one that is in both, the first is taken. */
function union(first: ConversationSummary[], second: ConversationSummary[]): ConversationSummary[] {
  const ids = new Set(first.map(({ id }) => id))
  return [...first, ...second.filter(({ id }) => !ids.has(id))].sort(newestFirst)
}

/** Negative when `a` stands before `b`. Moments as ISO 8601 in UTC sort as text. */
export function newestFirst(a: ConversationSummary, b: ConversationSummary): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? -1 : 1
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1
}
