import type { Clock } from './clock.ts'
import { CortexError } from './cortex-error.ts'

export interface Timeouts {
  /** TCP and TLS together. */
  connectMs: number
  /** From the start of the call, retries and headers included. */
  firstTokenMs: number
  /** Between two tokens. Pings are no tokens. */
  silenceMs: number
  /** The whole call. */
  totalMs: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 5_000,
  firstTokenMs: 60_000,
  silenceMs: 60_000,
  totalMs: 600_000,
}

/** After `finish_reason` only usage and `[DONE]` may follow; who has sent them by then will not send them any more. */
const AFTER_FINISH_MS = 1_000

export interface Deadlines {
  /** Until the nearest deadline. */
  remainingMs(): number
  /** Text, reasoning or a tool call arrived and the reader has taken it. */
  tokenSeen(): void
  /** The reader holds an event: upstream is not to blame for silence until `tokenSeen`. */
  readerHolds(): void
  /** `finish_reason` was seen: from here on the end of the wait is no failure. */
  finishSeen(): void
  stop(): void
}

/**
 * The deadlines of one call behind a single timer. A token only writes down the time; the timer looks when it fires
 * whether it must wait longer, so that a stream of thousands of tokens sets a handful of timers.
 *
 * @param onExpire called once with the error to end the call with, or null when only the wait after `finishSeen` is over
 */
export function watchDeadlines(
  timeouts: Timeouts,
  clock: Clock,
  onExpire: (error: CortexError | null) => void,
): Deadlines {
  const totalAt = clock.monotonicMs() + timeouts.totalMs
  let phase: 'first_token' | 'tokens' | 'held' | 'finish' = 'first_token'
  let phaseAt = clock.monotonicMs() + timeouts.firstTokenMs
  let armedFor = Number.POSITIVE_INFINITY
  let cancel = () => {}

  function nearest(): number {
    return phase === 'held' ? totalAt : Math.min(phaseAt, totalAt)
  }

  function arm(): void {
    const at = nearest()
    if (at >= armedFor) return
    cancel()
    armedFor = at
    cancel = clock.after(Math.max(0, at - clock.monotonicMs()), fire)
  }

  function fire(): void {
    armedFor = Number.POSITIVE_INFINITY
    // Timers may fire a little early, and tokens may have moved the deadline since it was set.
    if (clock.monotonicMs() < nearest()) arm()
    else onExpire(expiry())
  }

  function expiry(): CortexError | null {
    if (phase === 'finish') return null
    if (clock.monotonicMs() >= totalAt) return timeout('upstream_timeout', `not finished within ${timeouts.totalMs} ms`)
    if (phase === 'first_token') return timeout('upstream_timeout', `no first token within ${timeouts.firstTokenMs} ms`)
    return timeout('upstream_silent', `no token for ${timeouts.silenceMs} ms`)
  }

  function enter(next: typeof phase, at: number): void {
    phase = next
    phaseAt = at
    arm()
  }

  arm()
  return {
    remainingMs: () => nearest() - clock.monotonicMs(),
    tokenSeen: () => {
      if (phase !== 'finish') enter('tokens', clock.monotonicMs() + timeouts.silenceMs)
    },
    readerHolds: () => {
      if (phase !== 'finish') phase = 'held'
    },
    finishSeen: () => {
      if (phase !== 'finish') enter('finish', clock.monotonicMs() + AFTER_FINISH_MS)
    },
    stop: () => cancel(),
  }
}

function timeout(code: 'upstream_timeout' | 'upstream_silent', message: string): CortexError {
  return new CortexError(message, { code, statusCode: 504 })
}
