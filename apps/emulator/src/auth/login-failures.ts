import { randomUUID } from 'node:crypto'

/** Names of JWT errors and their codes (snowflake docs: system_get_login_failure_details). */
export const jwtErrorCodes = {
  JWT_TOKEN_INVALID: '390144',
  JWT_TOKEN_INVALID_USER_IN_ISSUER: '394300',
  JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME: '394301',
  JWT_TOKEN_INVALID_ISSUE_TIME: '394302',
  JWT_TOKEN_INVALID_EXPIRATION_TIME: '394303',
  JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH: '394304',
  JWT_TOKEN_INVALID_ALGORITHM: '394305',
  JWT_TOKEN_INVALID_SIGNATURE: '394306',
  JWT_TOKEN_ACCOUNT_MISMATCH: '394307',
} as const
export type JwtError = keyof typeof jwtErrorCodes

export interface LoginFailure {
  errorCode: JwtError
  /** The exact cause, for people. */
  reason: string
  /** The user the token was for, when it got that far. */
  userName: string | null
  clientIp: string
  atMs: number
}

/** Why sign-ins failed, by the uuid that the caller saw. The oldest is forgotten when there are too many. */
export function createLoginFailures(limit = 1_000) {
  const failures = new Map<string, LoginFailure>()
  return {
    /** @returns the uuid to show in place of the cause */
    record(failure: LoginFailure): string {
      const uuid = randomUUID()
      failures.set(uuid, failure)
      const oldest = failures.keys().next().value
      if (failures.size > limit && oldest !== undefined) failures.delete(oldest)
      return uuid
    },
    find: (uuid: string): LoginFailure | undefined => failures.get(uuid.toLowerCase()),
  }
}

export type LoginFailures = ReturnType<typeof createLoginFailures>
