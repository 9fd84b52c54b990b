import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createAttempts, toNetwork } from './attempts.ts'

const MINUTE_MS = 60_000

function setUp() {
  const clock = createManualClock()
  const attempts = createAttempts(clock.monotonicMs)
  const isRefused = (account: string | null, address: string | null) => {
    try {
      attempts.requireFew({ account, address })
      return false
    } catch {
      return true
    }
  }
  return { clock, attempts, isRefused }
}

test('after ten failures an account waits, from wherever it is tried; others do not', () => {
  const { attempts, isRefused, clock } = setUp()
  for (let count = 0; count < 10; count++) {
    expect(isRefused('ann', '10.0.0.1')).toBe(false)
    attempts.failed({ account: 'ann', address: `10.0.0.${count}` })
    clock.advance(MINUTE_MS)
  }
  expect([isRefused('ann', '10.9.9.9'), isRefused('bob', '10.0.0.1')]).toEqual([true, false])
  expect(() => attempts.requireFew({ account: 'ann', address: null })).toThrow(
    expect.objectContaining({ code: 'too_many_attempts', retryAfterMs: 5 * MINUTE_MS }),
  )
  clock.advance(5 * MINUTE_MS)
  expect(isRefused('ann', '10.9.9.9')).toBe(false)
})

test('after a hundred failures an address waits, whomever it tries; a success of its own clears nothing', () => {
  const { attempts, isRefused } = setUp()
  for (let count = 0; count < 100; count++) attempts.failed({ account: `person ${count}`, address: '10.0.0.1' })
  attempts.succeeded('mallory')
  expect([isRefused('bob', '10.0.0.1'), isRefused('bob', '10.0.0.2')]).toEqual([true, false])
})

test('a success forgets the failures of its account', () => {
  const { attempts, isRefused } = setUp()
  for (let count = 0; count < 9; count++) attempts.failed({ account: 'ann', address: null })
  attempts.succeeded('ann')
  for (let count = 0; count < 9; count++) attempts.failed({ account: 'ann', address: null })
  expect(isRefused('ann', null)).toBe(false)
})

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  [null, null],
])('%s counts as %s', (address, network) => {
  expect(toNetwork(address)).toBe(network)
})
