import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createUsedAttempts } from './used-attempts.ts'

test('an attempt is finished once, as long as its seal is good', () => {
  const clock = createManualClock()
  const { use } = createUsedAttempts(clock.monotonicMs)
  expect([use('a'), use('b'), use('a')]).toEqual([true, true, false])
  clock.advance(599_000)
  expect([use('a'), use('b'), use('c')]).toEqual([false, false, true])
})
