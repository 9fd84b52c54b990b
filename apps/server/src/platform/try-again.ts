import { AppError } from './app-error.ts'
import type { Clock } from './clock.ts'

/** A minute in all: a database that restarts is back by then, and whoever waits still does. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/**
 * Does it again while the database is ill, with longer and longer pauses. A full disk is not waited for.
 * @throws what `work` threw last; the signal's reason
 */
export async function tryAgain<T>(
  work: () => Promise<T>,
  { after, signal }: { after: Clock['after']; signal: AbortSignal },
): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'store_unavailable' || isDiskFull(error)) throw error
    }
    await pause(pauseMs, after, signal)
  }
  signal.throwIfAborted()
  return work()
}

/** SQLSTATE 53100, wherever it stands in the chain of causes; `ENOSPC` where the embedded database says it in Node's words. */
export function isDiskFull(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown }
    if (code === '53100' || code === 'ENOSPC') return true
  }
  return false
}

/** @throws the signal's reason */
export function pause(ms: number, after: Clock['after'], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      cancel()
      signal.removeEventListener('abort', settle)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const cancel = after(ms, settle)
    signal.addEventListener('abort', settle)
    if (signal.aborted) settle()
  })
}
