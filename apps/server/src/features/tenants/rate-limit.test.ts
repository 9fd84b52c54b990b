import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createRateLimit } from './rate-limit.ts'

const alpha = TenantId.parse('tenant-alpha')
const beta = TenantId.parse('tenant-beta')

function setUp() {
  const clock = createManualClock()
  const limit = createRateLimit({
    requestsPerMinute: (tenant) => (tenant === alpha ? 60 : 30),
    monotonicMs: clock.monotonicMs,
  })
  return { clock, limit }
}

const takeTimes = (limit: ReturnType<typeof createRateLimit>, tenant: TenantId, times: number) =>
  Array.from({ length: times }, () => limit.take(tenant).allowed).filter((allowed) => allowed).length

test('exactly as many calls pass as the tenant may make in a minute', () => {
  const { limit } = setUp()
  expect(takeTimes(limit, alpha, 130)).toBe(60)
  expect(takeTimes(limit, beta, 130)).toBe(30)
})

test('a tenant at its limit leaves the others alone', () => {
  const { limit } = setUp()
  takeTimes(limit, beta, 40)
  expect(limit.take(alpha).allowed).toBe(true)
})

test('remaining counts down to 0 and the verdict says when to come back', () => {
  const { clock, limit } = setUp()
  expect(limit.take(beta)).toMatchObject({ allowed: true, limit: 30, remaining: 29, resetMs: 60_000 })
  clock.advance(20_000)
  takeTimes(limit, beta, 29)
  expect(limit.take(beta)).toMatchObject({ allowed: false, remaining: 0, resetMs: 40_000 })
})

test('refused calls do not prolong the wait, and looking counts nothing', () => {
  const { clock, limit } = setUp()
  takeTimes(limit, beta, 30)
  clock.advance(59_999)
  takeTimes(limit, beta, 1000)
  for (let n = 0; n < 1000; n++) limit.look(beta)
  expect(limit.look(beta).allowed).toBe(false)
  clock.advance(1)
  expect(takeTimes(limit, beta, 1000)).toBe(30)
})
