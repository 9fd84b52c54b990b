import { expect, test } from 'vitest'
import { backOffMs, RESUME_POLICY } from './back-off.ts'

test.for([
  ['the first time soon', 1, 0, 200],
  ['then twice as long each time', 4, 0, 1_600],
  ['never longer than 8 s', 12, 0, 8_000],
  ['by chance up to half sooner', 4, 1, 800],
] as const)('waits %s', ([, failures, chance, expected]) => {
  expect(backOffMs(RESUME_POLICY, failures, 0, chance)).toBe(expected)
})

test('waits as long as the server asks', () => {
  expect(backOffMs(RESUME_POLICY, 1, 0, 0, 5_000)).toBe(5_000)
})

test.for([
  ['too many failures in a row', 13, 0, 0],
  ['too long an outage', 5, 59_000, 0],
  ['a server that asks for more time than there is', 1, 0, 61_000],
] as const)('gives up after %s', ([, failures, outageMs, retryAfterMs]) => {
  expect(backOffMs(RESUME_POLICY, failures, outageMs, 0, retryAfterMs)).toBeUndefined()
})
