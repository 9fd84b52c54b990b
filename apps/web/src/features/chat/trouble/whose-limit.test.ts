import { expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { whoseLimit } from './whose-limit.ts'

const met = (code: Failure['code'], limit: Failure['limit'] = null) =>
  whoseLimit({ code, requestId: null, retryAfterMs: null, limit, fix: null }, 'User Alpha')

test('the tenant’s limit is told with its figure, Coco’s and Snowflake’s without one (U36)', () => {
  expect(met('rate_limited', { calls: 60, windowMs: 60_000 })).toContain('User Alpha: 60 messages per minute')
  expect(met('too_many_streams')).toMatch(/^It is a limit of Coco/)
  expect(met('upstream_rate_limited')).toMatch(/^It is a limit of Snowflake/)
})

test('what the server did not tell is not made up, and what is no limit is not called one (U36)', () => {
  expect(met('rate_limited')).toBeNull()
  expect(met('upstream_overloaded')).toBeNull()
})
