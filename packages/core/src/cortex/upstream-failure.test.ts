import { expect, test } from 'vitest'
import { isSignInCode, lacksCortexRole, upstreamFailure } from './upstream-failure.ts'

const flat = (code: string, message: string) => JSON.stringify({ code, message, request_id: 'r-1', error_code: code })
const refused = (status: number, body: string) =>
  upstreamFailure({ status, body, snowflakeRequestId: null, retryAfterMs: null })

test.each([
  [400, flat('390142', 'Incoming request does not contain a valid payload.'), 'upstream_rejected', 400],
  [400, flat('000400', 'unknown model "x"'), 'model_not_allowed', 400],
  [400, '{"error":{"message":"Unknown model x"}}', 'model_not_allowed', 400],
  [400, flat('1', 'max_tokens is deprecated in favor of max_completion_tokens'), 'upstream_rejected', 400],
  [401, flat('390144', 'JWT token is invalid. [uuid]'), 'upstream_auth_failed', 401],
  [401, '', 'upstream_auth_failed', 401],
  [402, flat('x', 'budget exceeded'), 'upstream_rejected', 402],
  [403, flat('003001', 'model not available'), 'model_not_allowed', 403],
  [
    403,
    flat('003001', 'This account is not allowed to access this endpoint. Please contact Snowflake support.'),
    'account_not_entitled',
    403,
  ],
  [403, flat('', 'Not Authorized'), 'account_not_entitled', 403],
  [403, flat('003001', 'The requested model does not exist or is not authorized.'), 'model_not_allowed', 403],
  [403, '<html>blocked</html>', 'upstream_rejected', 403],
  [404, '', 'upstream_rejected', 404],
  [408, '', 'upstream_timeout', 408],
  [429, flat('390505', 'Too many requests.'), 'upstream_rate_limited', 429],
  [500, 'Internal Server Error', 'upstream_overloaded', 500],
  [502, '<html>', 'upstream_overloaded', 502],
  [503, flat('x', 'inference timed out'), 'upstream_overloaded', 503],
  [504, '', 'upstream_timeout', 504],
  [529, '{}', 'upstream_overloaded', 529],
  [200, flat('390112', 'session expired'), 'upstream_auth_failed', 502],
  [200, '<html>', 'upstream_malformed', 502],
  [204, '', 'upstream_malformed', 502],
  [302, '', 'upstream_malformed', 502],
  [307, 'moved', 'upstream_malformed', 502],
  [777, '', 'upstream_malformed', 502],
])('%s %s is %s, %s', (status, body, code, statusCode) => {
  expect(refused(status, body)).toMatchObject({ code, statusCode, upstreamBody: body })
})

test('the request id comes from the header, else from the body', () => {
  const body = flat('003001', 'no')
  expect(refused(403, body).snowflakeRequestId).toBe('r-1')
  const withHeader = upstreamFailure({ status: 403, body, snowflakeRequestId: 'h-1', retryAfterMs: 5 })
  expect(withHeader).toMatchObject({ snowflakeRequestId: 'h-1', retryAfterMs: 5 })
})

test('the message for the log repeats nothing that upstream wrote, whatever it put there', () => {
  const secret = 'Bearer eyJ-secret'
  for (const body of [secret, flat(secret, secret), `{"error":{"code":"${secret}","message":"${secret}"}}`]) {
    expect(refused(500, body).message).not.toContain('secret')
  }
})

test.each([
  ['390112', true],
  ['390144', true],
  ['390303', true],
  ['390142', false],
  ['390505', false],
  ['003001', false],
  ['', false],
])('%s asks for a new token: %s', (code, expected) => {
  expect(isSignInCode(code)).toBe(expected)
})

test('a role that may not call Cortex is told from an account that may not', () => {
  expect(lacksCortexRole(refused(403, flat('403', 'Not Authorized')))).toBe(true)
  const trial = 'This account is not allowed to access this endpoint. Please contact Snowflake support.'
  expect(lacksCortexRole(refused(403, flat('003001', trial)))).toBe(false)
})
