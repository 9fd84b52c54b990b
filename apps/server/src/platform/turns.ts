/** Runs `work` when it is its turn: so many at a time, in the order in which they came. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** @param limits.tooMany what is thrown at whoever comes when `maxWaiting` wait already */
export function createTurns(limits: { atOnce: number; maxWaiting: number; tooMany: () => Error }): InTurn {
  let running = 0
  const waiting: (() => void)[] = []

  return async (work) => {
    if (running < limits.atOnce) running++
    else {
      if (waiting.length >= limits.maxWaiting) throw limits.tooMany()
      await new Promise<void>((resolve) => void waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever is next takes this place over.
      if (next === undefined) running--
      else next()
    }
  }
}
