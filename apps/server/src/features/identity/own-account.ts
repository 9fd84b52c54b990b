import type { ChangePasswordInput, RevokeSessionInput, UpdateProfileInput } from '@coco/shared/identity-inputs'
import type { OwnSession, SessionView } from '@coco/shared/identity-views'
import { SessionId, TenantId } from '@coco/shared/ids'
import type { AuditAction } from '@coco/shared/audit-views'
import { AppError } from '../../platform/app-error.ts'
import type { InTurn } from '../../platform/turns.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { Attempts } from './attempts.ts'
import { type SessionCaller, wrongCredentials } from './begin-session.ts'
import { voidLinks } from './link-store.ts'
import type { PasswordHashes } from './password-hashes.ts'
import { findPerson, setName, setPassword } from './person-store.ts'
import type { ReadOwnSession } from './read-own-session.ts'
import type { RefuseSignIn } from './refusals.ts'
import { endSessions, openSessionsOf } from './session-store.ts'
import type { NamedTenant } from './session-view.ts'
import type { Sessions } from './sessions.ts'

/** What people do with their own account. Only with a session: a key and a token belong to programs. */
export interface OwnAccount {
  listSessions(viewer: Viewer): Promise<OwnSession[]>
  /** @throws AppError not_found, the same for a session that is over, somebody else's, and none */
  revokeSession(caller: SessionCaller, input: RevokeSessionInput): Promise<void>
  /** Every other session ends. @throws AppError wrong_credentials, too_many_attempts */
  changePassword(caller: SessionCaller, input: ChangePasswordInput): Promise<void>
  updateProfile(caller: SessionCaller, input: UpdateProfileInput): Promise<SessionView>
}

export function createOwnAccount(deps: {
  doors: Pick<Doors, 'inIdentity' | 'inBoth'>
  sessions: Sessions
  readOwnSession: ReadOwnSession
  passwords: PasswordHashes
  inTurn: InTurn
  attempts: Attempts
  tenants: () => readonly NamedTenant[]
  recordAudit: RecordAudit
  refuse: RefuseSignIn
}): OwnAccount {
  const { doors, sessions, attempts } = deps

  async function listSessions(viewer: Viewer): Promise<OwnSession[]> {
    const { personId, sessionId } = requireSession(viewer)
    const rows = await doors.inIdentity({}, (tx) => openSessionsOf(tx, personId))
    return rows.map(({ id, tenantId, method, createdAt, lastSeenAt, address, userAgent }) => ({
      id: SessionId.parse(id),
      isCurrent: id === sessionId,
      tenant: nameOf(TenantId.parse(tenantId)),
      method,
      address,
      userAgent,
      startedAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }))
  }

  async function revokeSession(caller: SessionCaller, { sessionId: id }: RevokeSessionInput): Promise<void> {
    const { viewer, personId, sessionId } = requireSession(caller.viewer)
    const ended = await doors.inBoth(viewer, async (sides) => {
      const ids = await sides.identity((tx) => endSessions(tx, { personId, id }, 'revoked'))
      if (ids.length > 0) await record(sides, caller, 'session_revoked', id)
      return ids
    })
    if (ended.length === 0) throw new AppError('not_found', 'There is no such session of yours.')
    if (id === sessionId) caller.sessionCookie.clear()
    sessions.ended(ended)
  }

  async function changePassword(caller: SessionCaller, { current, next }: ChangePasswordInput): Promise<void> {
    const { viewer, personId, sessionId } = requireSession(caller.viewer)
    const before = await doors.inIdentity({}, (tx) => findPerson(tx, personId))
    const attempt = { account: before?.emailKey ?? null, address: caller.source.address }
    const passwordHash = await deps.inTurn(async () => {
      attempts.requireFew(attempt)
      if (await deps.passwords.verify(before?.passwordHash ?? null, current)) return deps.passwords.hash(next)
      attempts.failed(attempt)
      return null
    })
    if (passwordHash === null) {
      const details = { method: 'password_change' }
      const error = new AppError('wrong_credentials', 'The current password is not right.')
      throw deps.refuse(caller, error, { subject: personId, details })
    }
    const done = await doors.inBoth(viewer, async (sides) => {
      const changed = await sides.identity(async (tx) => {
        const now = await findPerson(tx, personId, { lock: true })
        if (now === null || now.isDeactivated || now.passwordHash !== before?.passwordHash) return null
        await setPassword(tx, personId, passwordHash)
        await voidLinks(tx, personId)
        const ended = await endSessions(tx, { personId, except: sessionId }, 'password_changed')
        return { ended, tokens: await sessions.replaceTokens(tx, sessionId, personId) }
      })
      if (changed !== null) await record(sides, caller, 'password_changed', personId)
      return changed
    })
    if (done === null) throw wrongCredentials()
    if (before !== null) attempts.succeeded(before.emailKey)
    sessions.ended(done.ended)
    sessions.changed(personId)
    caller.sessionCookie.set(done.tokens)
  }

  async function updateProfile(caller: SessionCaller, { name }: UpdateProfileInput): Promise<SessionView> {
    const { viewer, personId } = requireSession(caller.viewer)
    await doors.inBoth(viewer, async (sides) => {
      await sides.identity((tx) => setName(tx, personId, name))
      await record(sides, caller, 'profile_changed', personId)
    })
    const session = await deps.readOwnSession(viewer)
    if (session === null) throw new AppError('not_signed_in', 'Your session has ended. Please sign in again.')
    return session.view
  }

  function record(sides: BothSides, caller: SessionCaller, action: AuditAction, subject: string): Promise<void> {
    const { viewer } = requireSession(caller.viewer)
    const entry = { action, decision: 'allowed', ...auditOrigin(caller), subject } as const
    return sides.tenant((tx) => deps.recordAudit.inTenant(tx, viewer.tenant, entry))
  }

  /** A tenant that is not declared any more has its id for a name. */
  function nameOf(id: TenantId) {
    return { id, name: deps.tenants().find((tenant) => tenant.id === id)?.name ?? id }
  }

  return { listSessions, revokeSession, changePassword, updateProfile }
}

function requireSession(viewer: Viewer | null) {
  if (viewer?.proof.kind === 'session') return { viewer, ...viewer.proof }
  throw new AppError('forbidden', 'Only somebody who has signed in has an account here.')
}
