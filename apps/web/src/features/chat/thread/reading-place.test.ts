import { expect, test } from 'vitest'
import { placeAmong } from './reading-place.ts'

test.each([
  ['in the middle of a long message, that message', [-900, -300, 700], { messageId: '1', offsetPx: -300 }],
  ['at the beginning of a message, that message', [-900, 80, 700], { messageId: '1', offsetPx: 80 }],
  ['above the first message, the first', [300, 700, 900], { messageId: '0', offsetPx: 300 }],
])('who leaves %s is where they come back to (U15)', (_, tops, expected) => {
  expect(placeAmong(tops.map((topPx, index) => ({ messageId: String(index), topPx })))).toEqual(expected)
})

test('where nothing was said there is no place', () => {
  expect(placeAmong([])).toBeNull()
})
