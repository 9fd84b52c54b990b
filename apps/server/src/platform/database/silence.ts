/** How long nobody asks a database that has just not answered. */
const SILENT_MS = 1_000

export interface Silence {
  /** @throws Error, a connection problem, when the database did not answer a moment ago */
  requireNone(): void
  /** Somebody waited in vain. */
  begin(): void
  /** Somebody was answered. */
  end(): void
}

/**
 * A call that needs the database twice would wait twice for one that does not answer: after the first time everybody is
 * told at once. What the database itself refuses (a lock, a statement that takes too long) is an answer.
 */
export function createSilence(monotonicMs: () => number): Silence {
  let untilMs = 0
  return {
    requireNone() {
      if (monotonicMs() < untilMs) throw new SilentError('the database did not answer a moment ago')
    },
    begin: () => void (untilMs = monotonicMs() + SILENT_MS),
    end: () => void (untilMs = 0),
  }
}

class SilentError extends Error {
  readonly code = 'ETIMEDOUT'
}
