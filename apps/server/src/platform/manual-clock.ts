import type { Clock } from './clock.ts'

/** A clock for tests: time passes only in `advance`, and whatever falls due runs there, in order. */
export function createManualClock(startMs = 1_800_000_000_000): Clock & { advance(ms: number): void } {
  let elapsedMs = 0
  let timers: { dueMs: number; run: () => void }[] = []

  function advance(ms: number): void {
    const untilMs = elapsedMs + ms
    for (;;) {
      const next = timers.toSorted((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined || next.dueMs > untilMs) break
      timers = timers.filter((timer) => timer !== next)
      elapsedMs = next.dueMs
      next.run()
    }
    elapsedMs = untilMs
  }

  return {
    now: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, run) {
      const timer = { dueMs: elapsedMs + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance,
  }
}
