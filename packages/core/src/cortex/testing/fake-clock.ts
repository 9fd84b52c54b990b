import type { Clock } from '../clock.ts'

/** A clock that stands still until a test moves it. */
export function createFakeClock(): Clock & { advance(ms: number): void } {
  let now = 1_000
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    monotonicMs: () => now,
    now: () => 1_800_000_000_000 + now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      now += ms
      for (const timer of timers) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.run()
      }
    },
  }
}
