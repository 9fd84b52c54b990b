import { ConversationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { type ChatPlace, followAddress, movePlace, nextPlace } from './chat-place.ts'

const one = ConversationId.parse('00000000-0000-4000-8000-000000000001')
const two = ConversationId.parse('00000000-0000-4000-8000-000000000002')
const fresh: ChatPlace = { number: 1, conversationId: null }

test('the same address is the same chat', () => {
  expect(followAddress(fresh, null)).toBe(fresh)
})

test('another address is another chat', () => {
  const opened = followAddress(fresh, one)
  expect(opened).toEqual({ number: 2, conversationId: one })
  expect(followAddress(opened, two)).toEqual({ number: 3, conversationId: two })
  expect(followAddress(opened, null)).toEqual({ number: 3, conversationId: null })
})

test('a chat that becomes a conversation stays the same, before and after the address has followed', () => {
  const moved = movePlace(fresh, one)
  expect(followAddress(moved, null)).toBe(moved)
  expect(followAddress(moved, one)).toEqual({ number: 1, conversationId: one })
})

test('and so does one whose first message is refused', () => {
  const back = movePlace(followAddress(movePlace(fresh, one), one), null)
  expect(followAddress(followAddress(back, one), null)).toEqual(fresh)
})

test('somebody who leaves on the way is somewhere else', () => {
  expect(followAddress(movePlace(fresh, one), two)).toEqual({ number: 2, conversationId: two })
})

test('once the address has followed, the old one is a chat of its own', () => {
  const arrived = followAddress(movePlace(fresh, one), one)
  expect(followAddress(arrived, null)).toEqual({ number: 2, conversationId: null })
})

test('a new chat is another one, also where nothing was asked', () => {
  expect(nextPlace(fresh)).toEqual({ number: 2, conversationId: null })
})
