import { expect, test } from 'vitest'
import { readFrameMessage } from './frame-messages.ts'

test('a drawing tells its size, within bounds (U76)', () => {
  expect(readFrameMessage({ kind: 'drawn', width: 300, height: 1e9 })).toEqual({
    kind: 'drawn',
    width: 300,
    height: 4_000,
  })
})

test.each([
  null,
  'ready',
  {},
  { kind: 'open' },
  { kind: 'drawn', width: '1', height: 1 },
  { kind: 'drawn', width: Number.NaN, height: 1 },
  { kind: 'drawn', width: -1, height: 1 },
])('%j says nothing (U76)', (data) => {
  expect(readFrameMessage(data)).toBe(null)
})
