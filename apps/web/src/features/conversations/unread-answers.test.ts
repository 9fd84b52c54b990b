import type { ConversationSummary } from '@coco/shared/conversation-views'
import { ConversationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { nothingWatched, watchAnswers } from './unread-answers.ts'

const [A, B] = ['a', 'b'].map(() => ConversationId.parse(crypto.randomUUID())) as [ConversationId, ConversationId]
const MOMENT = '2026-01-01T00:00:00.000Z'
const known = (id: ConversationId, isAnswering: boolean): ConversationSummary => ({
  id,
  title: '',
  createdAt: MOMENT,
  updatedAt: MOMENT,
  isAnswering,
  isPinned: false,
})

/** What is unread after these lists, each with the conversation that was open. */
function unreadAfter(...looks: [ConversationSummary[], string | null][]) {
  return [...looks.reduce((watched, [list, openId]) => watchAnswers(watched, list, openId), nothingWatched).unread]
}

test('an answer that ends while another conversation is open is unread until its own is (U18)', () => {
  const running: [ConversationSummary[], string] = [[known(A, true), known(B, false)], B]
  const ended: [ConversationSummary[], string] = [[known(A, false), known(B, false)], B]
  expect(unreadAfter(running)).toEqual([])
  expect(unreadAfter(running, ended)).toEqual([A])
  expect(unreadAfter(running, ended, ended)).toEqual([A])
  expect(unreadAfter(running, ended, [ended[0], A], ended)).toEqual([])
})

test('one that was watched to its end is not, nor one that was there before the page came', () => {
  expect(unreadAfter([[known(A, true)], A], [[known(A, false)], A], [[known(A, false)], B])).toEqual([])
  expect(unreadAfter([[known(A, false)], B])).toEqual([])
})

test('what is removed or answered anew is not unread', () => {
  const ended: [ConversationSummary[], string] = [[known(A, false)], B]
  expect(unreadAfter([[known(A, true)], B], ended, [[], B], ended)).toEqual([])
  expect(unreadAfter([[known(A, true)], B], ended, [[known(A, true)], B])).toEqual([])
})

test('while nothing changes it stays the same object, so that nothing is drawn anew', () => {
  const list = [known(A, true), known(B, false)]
  const watched = watchAnswers(nothingWatched, list, B)
  expect(watchAnswers(watched, [...list], B)).toBe(watched)
})
