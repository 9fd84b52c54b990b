import type { ConversationSummary } from '@coco/shared/conversation-views'
import { ConversationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { arrange } from './arrange.ts'

const NOW = new Date(2026, 2, 15, 12)

/** Changed so many hours before now. */
function conversation(hours: number, isPinned = false): ConversationSummary {
  const moment = new Date(NOW.getTime() - hours * 3_600_000).toISOString()
  const id = ConversationId.parse(crypto.randomUUID())
  return { id, title: `${hours} h`, createdAt: moment, updatedAt: moment, isAnswering: false, isPinned }
}

const shape = (groups: ReturnType<typeof arrange>) =>
  groups.map(({ name, conversations }) => `${name}: ${conversations.map(({ title }) => title).join(', ')}`)

test('what is pinned stands on top in its own order, and nowhere else', () => {
  const [new1, old, older] = [conversation(1), conversation(30, true), conversation(900, true)]
  expect(shape(arrange({ conversations: [new1, old], pinned: [older, old] }, null, NOW))).toEqual([
    'pinned: 900 h, 30 h',
    'today: 1 h',
  ])
  expect(shape(arrange({ conversations: [new1], pinned: [] }, null, NOW))).toEqual(['today: 1 h'])
})

test('what was removed keeps its place, also when it was the last of its group', () => {
  const [a, b, c] = [conversation(1), conversation(2), conversation(3)]
  expect(shape(arrange({ conversations: [a, c], pinned: [] }, b, NOW))).toEqual(['today: 1 h, 2 h, 3 h'])
  const pinned = conversation(900, true)
  expect(shape(arrange({ conversations: [a], pinned: [] }, pinned, NOW))).toEqual(['pinned: 900 h', 'today: 1 h'])
})
