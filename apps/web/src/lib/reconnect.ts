import { TRPCClientError } from '@trpc/client'

const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 8_000

/**
 * How long to wait before the next attempt (the first is 1): doubling, with jitter between half and the whole, so that
 * a thousand readers of one restarted server do not come back in the same instant.
 * @param chance from 0 to 1
 */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1))
  return Math.round(ceiling * (0.5 + chance / 2))
}

/** False when the server itself answered (a typed error) or the status says that asking again changes nothing. */
export function isWorthReconnecting(error: unknown): boolean {
  if (!(error instanceof TRPCClientError) || error.data) return false
  const status = httpStatusOf(error)
  return status === undefined || status >= 500 || status === 408 || status === 429
}

/** The HTTP status with which a stream was refused; `eventsource` carries it as `code` of its error event. */
export function httpStatusOf(error: TRPCClientError<never>): number | undefined {
  const cause: unknown = error.cause
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined
  return typeof cause.code === 'number' ? cause.code : undefined
}
