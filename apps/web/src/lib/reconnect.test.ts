import { TRPCClientError } from '@trpc/client'
import { describe, expect, test } from 'vitest'
import { isWorthReconnecting, reconnectDelayMs } from './reconnect.ts'

describe('the pause before a reconnect', () => {
  test.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [6, 1, 8_000],
    [60, 1, 8_000],
    [60, 0, 4_000],
  ])('attempt %i, chance %d: %i ms', (attempt, chance, expected) => {
    expect(reconnectDelayMs(attempt, chance)).toBe(expected)
  })
})

describe('a stream that was refused', () => {
  const refusedWith = (code: number | undefined) => {
    const event = Object.assign(new Event('error'), { code })
    return TRPCClientError.from(event)
  }

  test.each([
    [503, true],
    [502, true],
    [429, true],
    [undefined, true],
    [401, false],
    [404, false],
    [431, false],
  ])('with status %s is worth another attempt: %s', (status, expected) => {
    expect(isWorthReconnecting(refusedWith(status))).toBe(expected)
  })

  test('with an answer of the server itself is not', () => {
    const error = TRPCClientError.from({ error: { code: -32004, message: 'no', data: { code: 'NOT_FOUND' } } })
    expect(isWorthReconnecting(error)).toBe(false)
  })
})
