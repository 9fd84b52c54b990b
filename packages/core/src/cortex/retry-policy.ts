import type { CortexError } from './cortex-error.ts'
import { TransportError } from './transport-error.ts'

export interface RetryOptions {
  /** How often to try again on top of the first try. */
  max: number
  baseDelayMs: number
  maxDelayMs: number
  /** 0 to 1, as `Math.random`. */
  random: () => number
}

export const DEFAULT_RETRY: RetryOptions = { max: 2, baseDelayMs: 250, maxDelayMs: 2_000, random: Math.random }

/** A longer wait that upstream asks for is passed on to the caller at once instead of sat out. */
const MAX_RETRY_AFTER_MS = 2_000

export interface RetryState {
  /** Retries so far, the one with a fresh token not counted. */
  retries: number
  tokenRenewed: boolean
}

export type RetryDecision = { retry: false } | { retry: true; delayMs: number; renewToken: boolean }

/**
 * Whether a call that failed before its first byte is tried again. A refused token is renewed once, without a wait;
 * connections that fail, 502, 503, 504 and a 429 that asks for no long wait are tried again after a pause that grows and
 * varies, so that many callers do not come back in step.
 *
 * @param remainingMs what is left of the call's deadlines; a pause that does not fit is not begun
 */
export function decideRetry(
  failure: CortexError,
  state: RetryState,
  options: RetryOptions,
  remainingMs: number,
): RetryDecision {
  if (failure.code === 'upstream_auth_failed') {
    return state.tokenRenewed ? { retry: false } : { retry: true, delayMs: 0, renewToken: true }
  }
  const askedMs = failure.retryAfterMs ?? 0
  if (state.retries >= options.max || !mayPass(failure) || askedMs > MAX_RETRY_AFTER_MS) return { retry: false }
  const ceilingMs = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** state.retries)
  const delayMs = Math.max(askedMs, Math.round(ceilingMs * (0.5 + 0.5 * options.random())))
  return delayMs < remainingMs ? { retry: true, delayMs, renewToken: false } : { retry: false }
}

function mayPass(failure: CortexError): boolean {
  if (failure instanceof TransportError) return failure.retryable
  if (failure.code === 'upstream_rate_limited') return true
  return (
    (failure.code === 'upstream_overloaded' || failure.code === 'upstream_timeout') &&
    [502, 503, 504].includes(failure.statusCode)
  )
}
