import type { Logger } from './logger.ts'

/** Work that nobody waits for still has an owner: what it throws is logged, and a shutdown can wait for it. */
export interface Background {
  run(name: string, work: () => Promise<void>): void
  /** When everything that runs now has ended. */
  settled(): Promise<void>
}

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>()

  function run(name: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'))
      .finally(() => running.delete(done))
    running.add(done)
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running)
  }

  return { run, settled }
}
