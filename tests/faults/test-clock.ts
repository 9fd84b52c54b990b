import type { ServerUnderTestOptions } from '@coco/testkit/start-server-on'

type Clock = NonNullable<NonNullable<ServerUnderTestOptions['platform']>['clock']>

export interface TestClock {
  clock: Clock
  /** This much passes at once on the clock that measures; what falls due runs before it returns. */
  skip(ms: number): void
  /** Somebody sets the wall clock; the clock that measures goes on. */
  leap(ms: number): void
}

/** Pauses between two tries pass ten times as fast as they would. */
const SPEED = 10

/** Time of a server under test: it runs, faster than real time unless said, and it can be pushed ahead. The wall clock is right at first. */
export function createTestClock(speed: number = SPEED): TestClock {
  let skippedMs = 0
  let leaptMs = 0
  let timers: { dueMs: number; run: () => void }[] = []
  const monotonicMs = () => performance.now() * speed + skippedMs

  function after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: monotonicMs() + delayMs, run: fire }
    const real = setTimeout(fire, delayMs / speed)
    real.unref()
    timers.push(timer)
    function cancel(): void {
      clearTimeout(real)
      timers = timers.filter((other) => other !== timer)
    }
    function fire(): void {
      cancel()
      run()
    }
    return cancel
  }

  function skip(ms: number): void {
    skippedMs += ms
    for (;;) {
      const due = timers.toSorted((a, b) => a.dueMs - b.dueMs)[0]
      if (due === undefined || due.dueMs > monotonicMs()) return
      due.run()
    }
  }

  return {
    clock: { now: () => Date.now() + leaptMs, monotonicMs, after },
    skip,
    leap: (ms) => void (leaptMs += ms),
  }
}
