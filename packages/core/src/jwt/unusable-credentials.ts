import { KeyError } from './key-error.ts'
import { SessionTokenError } from './session-token-error.ts'

/** Whatever keeps one tenant from signing in before Snowflake is even asked. */
export type UnusableCredentials = KeyError | SessionTokenError

export function isUnusableCredentials(error: unknown): error is UnusableCredentials {
  return error instanceof KeyError || error instanceof SessionTokenError
}
