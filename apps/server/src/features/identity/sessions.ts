import { type PersonId, SessionId, type TenantId } from '@coco/shared/ids'
import { jwtVerify, SignJWT } from 'jose'
import { setMaxListeners } from 'node:events'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Secret } from '../../platform/secret.ts'

export interface Session {
  id: SessionId
  personId: PersonId
  tenant: TenantId
  /** Aborts when the session is over. */
  ended: AbortSignal
}

export interface Sessions {
  open(personId: PersonId, tenant: TenantId): Promise<{ session: Session; token: string; maxAgeSeconds: number }>
  /** The session of a token; null when it was tampered with, is over, or is not of this instance. */
  find(token: string): Promise<Session | null>
  end(sessionId: string): void
}

const LIFETIME_MS = 12 * 3_600_000
const Claims = z.object({ sid: z.string() })

/**
 * Sessions in this process's memory. The token is signed, so that guessing ids is no way in, and holds only the id: the
 * registry decides who that is and whether it is over, so signing out works at once, on open subscriptions too. It ends
 * sessions by the monotonic clock: somebody who sets the wall clock neither signs people out nor keeps them in.
 */
export function createSessions(deps: {
  secret: Secret
  instanceId: string
  /** More than these: the oldest goes. */
  maxOpen: number
  newId: () => string
  after: Clock['after']
}): Sessions {
  const key = new TextEncoder().encode(deps.secret.reveal())
  const names = { issuer: 'coco', audience: deps.instanceId }
  const open = new Map<string, { session: Session; close: () => void }>()

  async function openSession(personId: PersonId, tenant: TenantId) {
    const id = SessionId.parse(deps.newId())
    const token = await new SignJWT({ sid: id })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(names.issuer)
      .setAudience(names.audience)
      .sign(key)
    const controller = new AbortController()
    // One listener for each open reader of the session, however many tabs there are.
    setMaxListeners(0, controller.signal)
    const cancelEnd = deps.after(LIFETIME_MS, () => end(id))
    const session = { id, personId, tenant, ended: controller.signal }
    open.set(id, {
      session,
      close() {
        cancelEnd()
        controller.abort()
      },
    })
    const [oldest] = open.keys()
    if (open.size > deps.maxOpen && oldest !== undefined) end(oldest)
    return { session, token, maxAgeSeconds: LIFETIME_MS / 1000 }
  }

  async function find(token: string): Promise<Session | null> {
    try {
      const { payload } = await jwtVerify(token, key, { ...names, algorithms: ['HS256'] })
      return open.get(Claims.parse(payload).sid)?.session ?? null
    } catch {
      return null
    }
  }

  function end(sessionId: string): void {
    const entry = open.get(sessionId)
    open.delete(sessionId)
    entry?.close()
  }

  return { open: openSession, find, end }
}
