import type { ConversationSummary } from '@coco/shared/conversation-views'

export type Age = 'today' | 'yesterday' | 'week' | 'earlier'

export interface Group {
  name: 'pinned' | Age
  conversations: ConversationSummary[]
}

const DAY_MS = 86_400_000

/** As people remember: today, yesterday, some days ago, before. Days are those of the reader's calendar. */
export function groupByAge(conversations: ConversationSummary[], now = new Date()): Group[] {
  const today = startOfDay(now)
  const groups = Map.groupBy(conversations, ({ updatedAt }) => ageOf(Date.parse(updatedAt), today))
  return [...groups].map(([name, members]) => ({ name, conversations: members }))
}

function ageOf(momentMs: number, todayMs: number): Age {
  if (momentMs >= todayMs) return 'today'
  if (momentMs >= startOfDay(new Date(todayMs - DAY_MS / 2))) return 'yesterday'
  if (momentMs >= todayMs - 6 * DAY_MS) return 'week'
  return 'earlier'
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
}
