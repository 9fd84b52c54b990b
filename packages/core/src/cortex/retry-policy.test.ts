import { expect, test } from 'vitest'
import { CortexError, type CortexErrorDetails } from './cortex-error.ts'
import { DEFAULT_RETRY, decideRetry } from './retry-policy.ts'
import { connectTimeout, toTransportError } from './transport-error.ts'

const FRESH = { retries: 0, tokenRenewed: false }
const options = { ...DEFAULT_RETRY, random: () => 1 }
const failure = (details: CortexErrorDetails) => new CortexError('x', details)
const nodeError = (code: string) => Object.assign(new Error('x'), { code })

test.each<[string, CortexError, boolean]>([
  ['502', failure({ code: 'upstream_overloaded', statusCode: 502 }), true],
  ['503', failure({ code: 'upstream_overloaded', statusCode: 503 }), true],
  ['503 that asks for 2 s', failure({ code: 'upstream_overloaded', statusCode: 503, retryAfterMs: 2000 }), true],
  ['503 that asks for 3 s', failure({ code: 'upstream_overloaded', statusCode: 503, retryAfterMs: 3000 }), false],
  ['504', failure({ code: 'upstream_timeout', statusCode: 504 }), true],
  ['500', failure({ code: 'upstream_overloaded', statusCode: 500 }), false],
  ['529', failure({ code: 'upstream_overloaded', statusCode: 529 }), false],
  ['429 without Retry-After', failure({ code: 'upstream_rate_limited', statusCode: 429 }), true],
  ['429 that asks for 2 s', failure({ code: 'upstream_rate_limited', statusCode: 429, retryAfterMs: 2000 }), true],
  ['429 that asks for 30 s', failure({ code: 'upstream_rate_limited', statusCode: 429, retryAfterMs: 30_000 }), false],
  ['400', failure({ code: 'upstream_rejected', statusCode: 400 }), false],
  ['403', failure({ code: 'model_not_allowed', statusCode: 403 }), false],
  ['a redirect', failure({ code: 'upstream_malformed', statusCode: 502 }), false],
  ['a key that cannot be used', failure({ code: 'tenant_unavailable', statusCode: 503 }), false],
  ['connection refused', toTransportError(nodeError('ECONNREFUSED'), false), true],
  ['name not found', toTransportError(nodeError('ENOTFOUND'), false), true],
  ['reset before the headers', toTransportError(nodeError('ECONNRESET'), false), true],
  ['an idle connection that upstream had closed', toTransportError(nodeError('UND_ERR_SOCKET'), false), true],
  ['reset in the answer', toTransportError(nodeError('ECONNRESET'), true), false],
  ['a certificate that is not trusted', toTransportError(nodeError('DEPTH_ZERO_SELF_SIGNED_CERT'), false), false],
  ['no connection in time', connectTimeout(5000), false],
])('%s: tried again %3$s', (_name, error, expected) => {
  expect(decideRetry(error, FRESH, options, 60_000).retry).toBe(expected)
})

test('a refused token is renewed once, without a wait', () => {
  const error = failure({ code: 'upstream_auth_failed', statusCode: 401 })
  expect(decideRetry(error, FRESH, options, 60_000)).toEqual({ retry: true, delayMs: 0, renewToken: true })
  expect(decideRetry(error, { retries: 0, tokenRenewed: true }, options, 60_000)).toEqual({ retry: false })
})

test('pauses grow, vary by half, and end after two', () => {
  const error = failure({ code: 'upstream_overloaded', statusCode: 503 })
  const delay = (retries: number, random: number) =>
    decideRetry(error, { retries, tokenRenewed: false }, { ...options, random: () => random }, 60_000)
  expect(delay(0, 1)).toMatchObject({ delayMs: 250 })
  expect(delay(0, 0)).toMatchObject({ delayMs: 125 })
  expect(delay(1, 1)).toMatchObject({ delayMs: 500 })
  expect(delay(2, 1)).toEqual({ retry: false })
})

test('upstream waits at least as long as it asked for', () => {
  const error = failure({ code: 'upstream_rate_limited', statusCode: 429, retryAfterMs: 1500 })
  expect(decideRetry(error, FRESH, options, 60_000)).toMatchObject({ delayMs: 1500 })
})

test('a pause that does not fit into the deadline is not begun', () => {
  const error = failure({ code: 'upstream_overloaded', statusCode: 503 })
  expect(decideRetry(error, FRESH, options, 250)).toEqual({ retry: false })
})
