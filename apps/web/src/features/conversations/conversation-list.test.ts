import type { ConversationSummary } from '@coco/shared/conversation-views'
import { ConversationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { type ConversationList, emptyList, type ListChange, reduceList } from './conversation-list.ts'

/** Conversation `number`, last changed in that second. */
function conversation(number: number, second = number): ConversationSummary {
  const id = ConversationId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
  const moment = `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`
  return { id, title: `No. ${number}`, createdAt: moment, updatedAt: moment, isAnswering: false, isPinned: false }
}

const head = (numbers: number[], nextCursor: string | null = 'older'): ListChange => ({
  type: 'head',
  page: { conversations: numbers.map((number) => conversation(number)), pinned: [], nextCursor },
})
const older = (numbers: number[], nextCursor: string | null = null): ListChange => ({
  type: 'older',
  page: { conversations: numbers.map((number) => conversation(number)), pinned: [], nextCursor },
})
const after = (...changes: ListChange[]): ConversationList => changes.reduce(reduceList, emptyList)
const titles = ({ conversations }: ConversationList) => conversations.map(({ title }) => title)

test('a page that is not loaded is not an empty list', () => {
  expect(emptyList.isLoaded).toBe(false)
  expect(after(head([], null))).toEqual({ conversations: [], pinned: [], nextCursor: null, isLoaded: true })
})

test('older conversations come behind, and nothing is there twice', () => {
  const list = after(head([9, 8]), older([8, 7, 6]))
  expect(titles(list)).toEqual(['No. 9', 'No. 8', 'No. 7', 'No. 6'])
  expect(list.nextCursor).toBeNull()
})

test('a newer head keeps what was loaded behind it, without a gap', () => {
  const list = after(head([9, 8, 7]), older([6, 5], 'further'), head([11, 10, 9]))
  expect(titles(list)).toEqual(['No. 11', 'No. 10', 'No. 9', 'No. 8', 'No. 7', 'No. 6', 'No. 5'])
  expect(list.nextCursor).toBe('further')
})

test('one that the head should have and has not is gone', () => {
  expect(titles(after(head([9, 8, 7]), older([6]), head([9, 7])))).toEqual(['No. 9', 'No. 7', 'No. 6'])
})

test('an old one that was changed moves to the front', () => {
  const page = {
    conversations: [conversation(5, 20), conversation(9), conversation(8)],
    pinned: [],
    nextCursor: 'older',
  }
  const list = after(head([9, 8, 7]), older([6, 5]), { type: 'head', page })
  expect(titles(list)).toEqual(['No. 5', 'No. 9', 'No. 8', 'No. 7', 'No. 6'])
})

test('what this page does shows at once', () => {
  const renamed = { ...conversation(8), title: 'Renamed' }
  const list = after(head([9, 8]), { type: 'changed', conversation: renamed })
  expect(titles(list)).toEqual(['No. 9', 'Renamed'])
  const shorter = reduceList(list, { type: 'removed', id: renamed.id })
  expect(titles(shorter)).toEqual(['No. 9'])
  expect(titles(reduceList(shorter, { type: 'changed', conversation: renamed }))).toEqual(['No. 9', 'Renamed'])
})

test('what was pinned here comes first at once, what was pinned elsewhere with the next head, and both stay pages apart', () => {
  const pin = (number: number, isPinned = true): ListChange => ({
    type: 'changed',
    conversation: { ...conversation(number), isPinned },
  })
  const pinnedTitles = ({ pinned }: ConversationList) => pinned.map(({ title }) => title)
  const list = after(head([9, 8, 7]), older([6, 5]), pin(5), pin(8))
  expect(pinnedTitles(list)).toEqual(['No. 8', 'No. 5'])
  expect(titles(list)).toEqual(['No. 9', 'No. 8', 'No. 7', 'No. 6', 'No. 5'])
  const renamed = reduceList(list, {
    type: 'changed',
    conversation: { ...conversation(5), title: 'Kept', isPinned: true },
  })
  expect(pinnedTitles(renamed)).toEqual(['No. 8', 'Kept'])
  expect(pinnedTitles(reduceList(list, pin(8, false)))).toEqual(['No. 5'])
  expect(pinnedTitles(reduceList(list, { type: 'removed', id: conversation(5).id }))).toEqual(['No. 8'])
  const elsewhere = {
    conversations: [conversation(9), conversation(8)],
    pinned: [conversation(2)],
    nextCursor: 'older',
  }
  const next = reduceList(list, { type: 'head', page: elsewhere })
  expect(pinnedTitles(next)).toEqual(['No. 2'])
  expect(titles(next)).toEqual(['No. 9', 'No. 8', 'No. 7', 'No. 6', 'No. 5'])
})
