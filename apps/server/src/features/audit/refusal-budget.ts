import type { Clock } from '../../platform/clock.ts'

const WINDOW_MS = 60_000
/** Enough to see what somebody tries; a flood of refusals must not become a flood of rows. */
const PER_ACTOR = 30
const PER_WINDOW = 600

/** One for each chain: strangers by the hundred, who are recorded as nobody's, must not hide what a tenant refuses. */
export function createRefusalBudgets(monotonicMs: Clock['monotonicMs']) {
  const budgets = new Map<string, ReturnType<typeof createRefusalBudget>>()
  return (chain: string) => {
    const budget = budgets.get(chain) ?? createRefusalBudget(monotonicMs)
    budgets.set(chain, budget)
    return budget
  }
}

/** Whether one more refusal of this actor is recorded, and how many of theirs were not since the last that was. */
export function createRefusalBudget(monotonicMs: Clock['monotonicMs']) {
  let windowStartMs = monotonicMs()
  let recorded = 0
  let counts = new Map<string, number>()
  let leftOut = new Map<string, number>()

  return function admit(actor: string): { isAdmitted: boolean; leftOut: number } {
    if (monotonicMs() - windowStartMs >= WINDOW_MS) startWindow()
    const count = counts.get(actor) ?? 0
    if (count >= PER_ACTOR || recorded >= PER_WINDOW) {
      // Nobody makes this map grow by changing their address.
      if (leftOut.has(actor) || leftOut.size < PER_WINDOW) leftOut.set(actor, (leftOut.get(actor) ?? 0) + 1)
      return { isAdmitted: false, leftOut: 0 }
    }
    counts.set(actor, count + 1)
    recorded++
    const before = leftOut.get(actor) ?? 0
    leftOut.delete(actor)
    return { isAdmitted: true, leftOut: before }
  }

  function startWindow(): void {
    windowStartMs = monotonicMs()
    recorded = 0
    counts = new Map()
    // Those who have stopped are forgotten a window later.
    leftOut = new Map([...leftOut].slice(-PER_WINDOW / 2))
  }
}
