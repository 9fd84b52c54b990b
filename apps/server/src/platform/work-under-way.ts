/** One piece of work that a shutdown waits for and may stop. */
export interface Work {
  signal: AbortSignal
  stop(reason: unknown): void
  /** It is over. May be called twice. */
  finish(): void
}

export interface WorkUnderWay {
  begin(): Work
  count(): number
  /** Aborts everything that is under way, with this reason. */
  stopAll(reason: unknown): void
  /** When nothing is under way. */
  idle(): Promise<void>
}

export function createWorkUnderWay(): WorkUnderWay {
  const running = new Set<Work>()
  let waiting: (() => void)[] = []

  function begin(): Work {
    const controller = new AbortController()
    const work: Work = {
      signal: controller.signal,
      stop: (reason) => controller.abort(reason),
      finish() {
        running.delete(work)
        if (running.size > 0) return
        for (const resolve of waiting) resolve()
        waiting = []
      },
    }
    running.add(work)
    return work
  }

  return {
    begin,
    count: () => running.size,
    stopAll: (reason) => {
      for (const work of running) work.stop(reason)
    },
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  }
}
