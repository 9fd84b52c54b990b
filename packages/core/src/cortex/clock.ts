/** Time as a call to Cortex needs it. A test passes its own and does not wait. */
export interface Clock {
  /** Milliseconds of a clock that nobody can set. Only differences mean something. */
  monotonicMs(): number
  /** Milliseconds since 1970, only to compare with dates that upstream sends. */
  now(): number
  /** Runs `run` once after `delayMs`; the function it returns takes that back. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
