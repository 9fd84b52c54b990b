import { expect, test } from 'vitest'
import { formatCountdown, secondsUntil } from './countdown.ts'

test.each([
  [5_000, 0, 5],
  [5_000, 4_001, 1],
  [5_000, 4_999, 1],
  [5_000, 5_000, 0],
  [5_000, 9_000, 0],
])('until %i at %i ms there are %i seconds: never 0 too early', (momentMs, nowMs, expected) => {
  expect(secondsUntil(momentMs, nowMs)).toBe(expected)
})

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [60, '1:00'],
  [125, '2:05'],
])('%i seconds read %s', (seconds, expected) => {
  expect(formatCountdown(seconds)).toBe(expected)
})
