import { AppError } from '../../platform/app-error.ts'
import { createTurns, type InTurn } from '../../platform/turns.ts'

/** A hash takes a core and 19 MiB, a session a connection: many at once would leave nothing for anybody's answer. */
const AT_ONCE = 2
const MAX_WAITING = 256
const RETRY_AFTER_MS = 5_000

/** One line for everything that hashes a password, from the hash to the session that comes of it. */
export function createSignInTurns(): InTurn {
  return createTurns({
    atOnce: AT_ONCE,
    maxWaiting: MAX_WAITING,
    tooMany() {
      const sentence = 'Too many people are signing in at the moment. Please try again in a few seconds.'
      return new AppError('too_many_attempts', sentence, { retryAfterMs: RETRY_AFTER_MS })
    },
  })
}
