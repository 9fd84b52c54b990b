import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { failureOfError } from './failure.ts'

const answered = (coco: object) =>
  TRPCClientError.from({ error: { code: -32603, message: '', data: { code: 'FORBIDDEN', httpStatus: 403, coco } } })

test('the server’s own words are taken over', () => {
  const error = answered({ code: 'rate_limited', message: '', requestId: 'req_1', retryAfterMs: 4000 })
  expect(failureOfError(error)).toEqual({
    code: 'rate_limited',
    requestId: 'req_1',
    retryAfterMs: 4000,
    limit: null,
    fix: null,
  })
})

test.each([
  ['nobody answered', TRPCClientError.from(new TypeError('Failed to fetch')), 'unreachable'],
  [
    'a stream was refused for want of a session',
    TRPCClientError.from(Object.assign(new Event('error'), { code: 401 }) as unknown as Error),
    'not_signed_in',
  ],
  ['our own code failed', new RangeError('oops'), 'internal'],
])('%s', (_, error, expected) => {
  expect(failureOfError(error)).toMatchObject({ code: expected, requestId: null })
})
