import type { Clock } from '../../platform/clock.ts'
import { ATTEMPT_SECONDS } from './sealed-attempt.ts'

const MAX_REMEMBERED = 10_000

/**
 * Attempts to sign in that came back, as long as their seal is good: a provider that takes a code twice does not sign
 * anybody in twice. Only attempts that were begun here get so far, so nobody fills it with guesses.
 */
export function createUsedAttempts(monotonicMs: Clock['monotonicMs']) {
  const used = new Map<string, number>()

  /** False when it was used before. */
  function use(state: string): boolean {
    const nowMs = monotonicMs()
    for (const [old, untilMs] of used) {
      if (untilMs > nowMs && used.size < MAX_REMEMBERED) break
      used.delete(old)
    }
    if (used.has(state)) return false
    used.set(state, nowMs + ATTEMPT_SECONDS * 1000)
    return true
  }

  return { use }
}
