/** Runs `work` when it is its turn: so many at a time, one of each of those who wait after the other. */
export type FairTurns = <T>(whose: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>

/** Whoever has much to do waits for themselves. Who gives up waits no longer, and nothing of theirs is kept. */
export function createFairTurns(atOnce: number): FairTurns {
  let running = 0
  /** In the order in which it is their turn. */
  const waiting = new Map<string, Set<() => void>>()

  function wait(whose: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const own = waiting.get(whose) ?? new Set()
      waiting.set(whose, own)
      const go = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        own.delete(go)
        if (own.size === 0) waiting.delete(whose)
        reject(signal?.reason as Error)
      }
      own.add(go)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  function passOn(): void {
    const [first] = waiting
    if (first === undefined) return void running--
    const [whose, own] = first
    const [go] = own
    waiting.delete(whose)
    if (go === undefined) return passOn()
    own.delete(go)
    if (own.size > 0) waiting.set(whose, own)
    go()
  }

  return async (whose, signal, work) => {
    signal?.throwIfAborted()
    if (running < atOnce) running++
    else await wait(whose, signal)
    try {
      return await work()
    } finally {
      passOn()
    }
  }
}
