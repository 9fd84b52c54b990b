import type { ConversationSummary } from '@coco/shared/conversation-views'

export interface AgeGroup {
  name: string
  conversations: ConversationSummary[]
}

const DAY_MS = 86_400_000

/** As people remember: today, yesterday, some days ago, before. Days are those of the reader's calendar. */
export function groupByAge(conversations: ConversationSummary[], now = new Date()): AgeGroup[] {
  const today = startOfDay(now)
  const groups = Map.groupBy(conversations, ({ updatedAt }) => nameOf(Date.parse(updatedAt), today))
  return [...groups].map(([name, members]) => ({ name, conversations: members }))
}

function nameOf(momentMs: number, todayMs: number): string {
  if (momentMs >= todayMs) return 'Today'
  if (momentMs >= startOfDay(new Date(todayMs - DAY_MS / 2))) return 'Yesterday'
  if (momentMs >= todayMs - 6 * DAY_MS) return 'Last seven days'
  return 'Earlier'
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
}
