import { createHash, randomBytes } from 'node:crypto'
import { assumptions } from '../assumptions.ts'

export type SessionTokenVerdict = { ok: true; userName: string } | { ok: false; isExpired: boolean }

/**
 * The OAuth tokens that Snowflake mounts into containers of Snowpark Container Services. They are made here and nowhere else,
 * kept as hashes in memory, and end with their time or with the process.
 */
export function createSessionTokens(now: () => number) {
  const issued = new Map<string, { userName: string; expiresAtMs: number }>()

  return {
    /** @returns the token, which is not shown again */
    issue(userName: string, lifeMs: number = assumptions.sessionTokenLifeMs.value): string {
      const token = randomBytes(32).toString('base64url')
      issued.set(hashOf(token), { userName, expiresAtMs: now() + lifeMs })
      return token
    },
    verify(token: string): SessionTokenVerdict {
      const found = issued.get(hashOf(token))
      if (found === undefined) return { ok: false, isExpired: false }
      return found.expiresAtMs > now() ? { ok: true, userName: found.userName } : { ok: false, isExpired: true }
    },
  }
}

export type SessionTokens = ReturnType<typeof createSessionTokens>

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
