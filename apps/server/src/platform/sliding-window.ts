import type { LimitState } from './app-error.ts'

/** At most `limit` calls in any `windowMs`. */
export interface Rule {
  limit: number
  windowMs: number
}

/** The moments, in ms of a monotonic clock, of the calls that were let in; oldest first. */
export type Window = number[]

/** `resetMs` is until the oldest counted call leaves the window; 0 when none is counted. */
export interface Verdict extends LimitState {
  allowed: boolean
}

/** What a call at `nowMs` would meet. Counts nothing. A call leaves the window exactly `windowMs` after it was made. */
export function look(window: Readonly<Window>, rule: Rule, nowMs: number): Verdict {
  const first = firstAfter(window, nowMs - rule.windowMs)
  const counted = window.length - first
  // A limit that was lowered may leave more calls counted than allowed: wait until enough of them are gone.
  const blocking = window[first + Math.max(0, counted - rule.limit)]
  return {
    allowed: counted < rule.limit,
    limit: rule.limit,
    windowMs: rule.windowMs,
    remaining: Math.max(0, rule.limit - counted),
    resetMs: blocking === undefined ? 0 : blocking + rule.windowMs - nowMs,
  }
}

/**
 * Decides and, when the call is allowed, counts it in `window`. A refused call is not counted, so hammering does not
 * prolong the wait.
 */
export function take(window: Window, rule: Rule, nowMs: number): Verdict {
  const { allowed } = look(window, rule, nowMs)
  if (allowed) window.push(nowMs)
  forget(window, nowMs - rule.windowMs)
  return { ...look(window, rule, nowMs), allowed }
}

/** Drops what has left the window once it is half of it: constant time per call, however high the limit. */
function forget(window: Window, untilMs: number): void {
  const gone = firstAfter(window, untilMs)
  if (gone * 2 > window.length) window.splice(0, gone)
}

/** Where the moments after `afterMs` begin, by halving: a window of a million calls takes twenty steps. */
function firstAfter(window: Readonly<Window>, afterMs: number): number {
  let low = 0
  let high = window.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((window[middle] ?? 0) > afterMs) high = middle
    else low = middle + 1
  }
  return low
}
