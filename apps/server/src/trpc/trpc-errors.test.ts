import { expect, test } from 'vitest'
import { AppError } from '../platform/app-error.ts'
import { toCocoErrorData, toTrpcError } from './trpc-errors.ts'

test.each([
  [0.2, 1],
  [1_499.000_1, 1_500],
  [30_000, 30_000],
])('a wait of %d ms is told as %d: whole milliseconds, never too short', (retryAfterMs, told) => {
  const error = toTrpcError(new AppError('rate_limited', 'Later.', { retryAfterMs }))
  expect(toCocoErrorData(error, 'r').retryAfterMs).toBe(told)
})
