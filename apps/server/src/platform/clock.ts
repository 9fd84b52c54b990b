import { performance } from 'node:perf_hooks'

export interface Clock {
  /** Wall clock, ms since 1970: for what people and other machines read. Somebody may set it. */
  now(): number
  /** Ms since some moment: for durations and limits. Nobody sets it and it never steps. */
  monotonicMs(): number
  /** Calls `run` once; the returned function calls it off. Waiting keeps no process alive. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
