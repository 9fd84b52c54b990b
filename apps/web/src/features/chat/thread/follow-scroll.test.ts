import { expect, test } from 'vitest'
import { followAfterScroll, isAtEnd } from './follow-scroll.ts'

const place = (top: number, contentHeight = 2000) => ({ top, viewportHeight: 500, contentHeight })

test.each([
  ['exactly at the end', place(1500), true],
  ['a line above it', place(1460), true],
  ['further up', place(1400), false],
  ['on a page that does not scroll', place(0, 300), true],
])('a reader %s', (_, at, expected) => {
  expect(isAtEnd(at)).toBe(expected)
})

test.each([
  ['going up ends it, however little', true, place(1500), place(1490), false],
  ['text that grows does not end it', true, place(1500), place(1500, 2100), true],
  ['going down to the end begins it again', false, place(1200), place(1490), true],
  ['going down, but not to the end, does not begin it', false, place(1000), place(1200), false],
  ['a scroll that is told of once one stands elsewhere does not begin it', false, place(1480), place(1480), false],
  ['a page that became shorter does not end it', true, place(1500), place(1300, 1800), true],
])('following: %s', (_, isFollowing, before, after, expected) => {
  expect(followAfterScroll(isFollowing, before, after)).toBe(expected)
})
