import { createHash, randomBytes } from 'node:crypto'
import { assumptions } from '../assumptions.ts'
import type { Session } from '../sql/session.ts'

export interface DriverTokens {
  token: string
  validitySeconds: number
  masterToken: string
  masterValiditySeconds: number
  sessionId: number
}

export type SessionVerdict = { ok: true; session: Session } | { ok: false; isExpired: boolean }

interface DriverSession {
  session: Session
  sessionId: number
  tokenHash: string
  tokenExpiresAtMs: number
  masterHash: string
  masterExpiresAtMs: number
}

const MOST_SESSIONS = 1_000

/** What a driver signs in to: it lasts over many statements, is renewed with the master token, and ends with the process. */
export function createDriverSessions(now: () => number) {
  const sessions = new Set<DriverSession>()
  let lastId = 0

  function open(session: Session): DriverTokens {
    for (const oldest of sessions) {
      if (sessions.size < MOST_SESSIONS && oldest.masterExpiresAtMs > now()) break
      sessions.delete(oldest)
    }
    lastId += 1
    const entry: DriverSession = {
      session,
      sessionId: lastId,
      tokenHash: '',
      tokenExpiresAtMs: 0,
      masterHash: '',
      masterExpiresAtMs: 0,
    }
    sessions.add(entry)
    return renewTokens(entry)
  }

  function find(token: string): SessionVerdict {
    const entry = [...sessions].find(({ tokenHash }) => tokenHash === hashOf(token))
    if (!entry) return { ok: false, isExpired: false }
    return entry.tokenExpiresAtMs > now() ? { ok: true, session: entry.session } : { ok: false, isExpired: true }
  }

  /** New tokens for the same session; the old ones end. Null when the master token is not one, or too old. */
  function renew(masterToken: string): DriverTokens | null {
    const entry = [...sessions].find(({ masterHash }) => masterHash === hashOf(masterToken))
    return entry && entry.masterExpiresAtMs > now() ? renewTokens(entry) : null
  }

  function end(token: string): void {
    for (const entry of sessions) if (entry.tokenHash === hashOf(token)) sessions.delete(entry)
  }

  function renewTokens(entry: DriverSession): DriverTokens {
    const { tokenSeconds, masterSeconds } = assumptions.driverSessionLife.value
    const [token, masterToken] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
    entry.tokenHash = hashOf(token)
    entry.tokenExpiresAtMs = now() + tokenSeconds * 1_000
    entry.masterHash = hashOf(masterToken)
    entry.masterExpiresAtMs = now() + masterSeconds * 1_000
    const { sessionId } = entry
    return { token, validitySeconds: tokenSeconds, masterToken, masterValiditySeconds: masterSeconds, sessionId }
  }

  return { open, find, renew, end }
}

export type DriverSessions = ReturnType<typeof createDriverSessions>

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
