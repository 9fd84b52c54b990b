import { ConversationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { groupByAge } from './group-by-age.ts'

const NOW = new Date(2026, 2, 15, 9, 30)

function conversation(updatedAt: Date) {
  const moment = updatedAt.toISOString()
  const id = ConversationId.parse(crypto.randomUUID())
  return { id, title: '', createdAt: moment, updatedAt: moment, isAnswering: false, isPinned: false }
}

test.each([
  ['a moment ago', new Date(2026, 2, 15, 9, 29), 'today'],
  ['at midnight', new Date(2026, 2, 15, 0, 0), 'today'],
  ['just before midnight', new Date(2026, 2, 14, 23, 59), 'yesterday'],
  ['early yesterday', new Date(2026, 2, 14, 0, 0), 'yesterday'],
  ['the day before', new Date(2026, 2, 13, 23, 59), 'week'],
  ['last month', new Date(2026, 1, 15), 'earlier'],
])('a conversation of %s stands under its day', (_, moment, name) => {
  expect(groupByAge([conversation(moment)], NOW)).toMatchObject([{ name }])
})

test('the order stays, and a day without a conversation has no heading', () => {
  const conversations = [new Date(2026, 2, 15, 8), new Date(2026, 2, 15, 7), new Date(2026, 0, 1)].map(conversation)
  const groups = groupByAge(conversations, NOW)
  expect(groups.map(({ name }) => name)).toEqual(['today', 'earlier'])
  expect(groups.flatMap((group) => group.conversations)).toEqual(conversations)
})
