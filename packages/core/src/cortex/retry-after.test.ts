import { expect, test } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const NOW = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT')

test.each([
  [null, null],
  ['', null],
  ['0', 0],
  ['7', 7_000],
  [' 2 ', 2_000],
  ['1.5', 1_500],
  ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['99999999999999', 86_400_000],
])('%j is %j ms', (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected)
})
