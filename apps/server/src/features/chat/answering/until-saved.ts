import { AppError } from '../../../platform/app-error.ts'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'

/**
 * Stores an end, again and again while the database is ill. True once it is stored; false when the reader has waited long
 * enough: it is tried on in the background until it is stored or the server ends. What the database refuses for good goes
 * to `giveUp`. Never throws.
 */
export type UntilSaved = (write: () => Promise<void>, giveUp: () => Promise<void>) => Promise<boolean>

/** As long as a reader waits to hear whether what they read is kept. */
const TOLD_AFTER_MS = 60_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

export function createUntilSaved(deps: {
  clock: Pick<Clock, 'after' | 'monotonicMs'>
  /** Aborts when the server ends: one more try, then it is over. */
  closing: AbortSignal
  background: Background
  log: Logger
}): UntilSaved {
  const { clock, closing, log } = deps

  return async function untilSaved(write, giveUp) {
    const startedMs = clock.monotonicMs()
    let pauseMs = FIRST_PAUSE_MS
    for (;;) {
      const result = await attempt(write, giveUp)
      if (result !== 'ill') return result === 'saved'
      if (closing.aborted) return false
      if (clock.monotonicMs() - startedMs + pauseMs > TOLD_AFTER_MS) break
      await pause(pauseMs)
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    }
    deps.background.run('saving an answer', () => goOn(write, giveUp))
    return false
  }

  async function goOn(write: () => Promise<void>, giveUp: () => Promise<void>): Promise<void> {
    do await pause(LONGEST_PAUSE_MS)
    while ((await attempt(write, giveUp)) === 'ill' && !closing.aborted)
  }

  async function attempt(
    write: () => Promise<void>,
    giveUp: () => Promise<void>,
  ): Promise<'saved' | 'ill' | 'refused'> {
    try {
      await write()
      return 'saved'
    } catch (error) {
      if (error instanceof AppError && error.code === 'store_unavailable') {
        log.warn({ err: error }, 'an answer is not saved yet')
        return 'ill'
      }
      log.error({ err: error }, 'an answer could not be saved')
      await giveUp().catch((failed: unknown) => log.error({ err: failed }, 'an answer could not be marked as over'))
      return 'refused'
    }
  }

  /** Until then, or until the server ends. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        cancel()
        closing.removeEventListener('abort', settle)
        resolve()
      }
      const cancel = clock.after(ms, settle)
      closing.addEventListener('abort', settle)
      if (closing.aborted) settle()
    })
  }
}
