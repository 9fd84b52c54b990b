import { PersonId, SessionId, TenantId } from '@coco/shared/ids'
import type { SessionView } from '@coco/shared/identity-views'
import type { TenantRole } from '@coco/shared/roles'
import { and, desc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { IdentityTx } from '../../store/doors.ts'
import { refreshTokens, sessions, users } from '../../store/tables/identity-tables.ts'
import { memberships } from '../../store/tables/tenant-tables.ts'
import { toTenantRoles } from './person-store.ts'

/** Times are the database's, so that all replicas agree and nobody's clock keeps a session alive. */
const IDLE = sql.raw("interval '7 days'")
/** At most, however busy it is. What a provider takes away is seen when it is asked again: the next day at the latest. */
const LIFETIMES = {
  password: sql.raw("interval '30 days'"),
  oidc: sql.raw("interval '12 hours'"),
  local: sql.raw("interval '30 days'"),
}
export const IDLE_SECONDS = 7 * 86_400
/** Two tabs, and an answer that was lost on the way, are no theft. */
const GRACE = sql.raw("interval '30 seconds'")
/** Last seen is for people to read; a write for each call would cost more than it tells. */
const SEEN_EVERY = sql.raw("interval '1 minute'")

const IS_OPEN = sql`(${sessions.endedAt} IS NULL AND ${sessions.expiresAt} > now() AND ${sessions.lastSeenAt} > now() - ${IDLE})`

export type EndReason =
  | 'signed_out'
  | 'replaced'
  | 'revoked'
  | 'reuse'
  | 'too_many'
  | 'password_changed'
  | 'deactivated'
  | 'membership_removed'

/** A session as it stands, with what its person is in its tenant now. */
export interface SessionState {
  tenant: TenantId
  method: SessionView['method']
  version: number
  expiresAt: Date
  /** Null: neither the membership nor claims give any. */
  roles: readonly TenantRole[] | null
  isSuperuser: boolean
}

export interface NewSession {
  id: SessionId
  personId: PersonId
  tenant: TenantId
  method: SessionView['method']
  claimedRoles: readonly TenantRole[] | null
  address: string | null
  userAgent: string | null
  /** When the session ends of which this one is the continuation; null: it was proved anew who they are. */
  notAfter: Date | null
  refreshHash: string
}

export async function insertSession(tx: IdentityTx, session: NewSession): Promise<void> {
  const { id, personId: userId, tenant: tenantId, method, claimedRoles, address, userAgent, refreshHash } = session
  const notAfter = session.notAfter?.toISOString() ?? null
  await tx.insert(sessions).values({
    id,
    userId,
    tenantId,
    method,
    address,
    userAgent: userAgent?.replaceAll('\0', '').toWellFormed() ?? null,
    claimedRoles: claimedRoles === null ? null : [...claimedRoles],
    expiresAt: sql`least(now() + ${LIFETIMES[method]}, ${notAfter}::timestamptz)`,
  })
  await tx.insert(refreshTokens).values({ hash: refreshHash, sessionId: id })
}

/** The session when it is open and its person may still work there; notes that it was seen. The transaction names the person. */
export async function seeSession(tx: IdentityTx, id: SessionId, personId: PersonId): Promise<SessionState | null> {
  const [row] = await tx
    .select({
      tenant: sessions.tenantId,
      method: sessions.method,
      version: sessions.version,
      expiresAt: sessions.expiresAt,
      claimedRoles: sessions.claimedRoles,
      memberRoles: memberships.roles,
      isSuperuser: users.isSuperuser,
      isUnseen: sql<boolean>`${sessions.lastSeenAt} < now() - ${SEEN_EVERY}`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(memberships, and(eq(memberships.tenantId, sessions.tenantId), eq(memberships.userId, sessions.userId)))
    .where(and(eq(sessions.id, id), eq(sessions.userId, personId), IS_OPEN, isNull(users.deactivatedAt)))
  if (row === undefined) return null
  const roles = row.claimedRoles ?? row.memberRoles
  if (roles === null && !row.isSuperuser) return null
  if (row.isUnseen) await tx.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, id))
  const { method, version, expiresAt, isSuperuser } = row
  return {
    tenant: TenantId.parse(row.tenant),
    method,
    version,
    expiresAt,
    isSuperuser,
    roles: roles === null ? null : toTenantRoles(roles),
  }
}

/** Whether the session is open, and stays so until the transaction ends: whoever ends it waits. */
export async function holdOpen(tx: IdentityTx, id: SessionId, personId: PersonId): Promise<boolean> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, personId), IS_OPEN))
    .for('no key update')
  return rows.length > 0
}

/** Of these ids, those of sessions that are open. */
export async function findOpenSessions(tx: IdentityTx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(sql`${sessions.id} = ANY(${sql.param(ids)}::uuid[])`, IS_OPEN, isNull(users.deactivatedAt)))
  return new Set(rows.map(({ id }) => id))
}

export async function openSessionsOf(tx: IdentityTx, personId: PersonId) {
  return tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, personId), IS_OPEN))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
}

/** @returns the ids of those that were open until now */
export async function endSessions(
  tx: IdentityTx,
  which: { personId: PersonId; id?: SessionId; except?: SessionId; tenant?: TenantId },
  reason: EndReason,
): Promise<SessionId[]> {
  return end(
    tx,
    and(
      eq(sessions.userId, which.personId),
      which.id === undefined ? undefined : eq(sessions.id, which.id),
      which.except === undefined ? undefined : ne(sessions.id, which.except),
      which.tenant === undefined ? undefined : eq(sessions.tenantId, which.tenant),
    ),
    reason,
  )
}

/** All but the newest `max`. */
export async function endOldest(tx: IdentityTx, personId: PersonId, max: number): Promise<SessionId[]> {
  const tooMany = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, personId), IS_OPEN))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .offset(max)
  return end(tx, inArray(sessions.id, tooMany), 'too_many')
}

async function end(tx: IdentityTx, which: SQL | undefined, endReason: EndReason): Promise<SessionId[]> {
  const rows = await tx
    .update(sessions)
    .set({ endedAt: sql`now()`, endReason })
    .where(and(which, isNull(sessions.endedAt)))
    .returning({ id: sessions.id })
  return rows.map(({ id }) => SessionId.parse(id))
}

export type RefreshOutcome =
  | { kind: 'renewed' | 'used_just_now' | 'used_before'; id: SessionId; personId: PersonId; tenant: TenantId }
  | { kind: 'unknown' }

/** Takes a refresh token and puts the next one in its place: of any number that come at once, one does. */
export async function takeRefreshToken(
  tx: IdentityTx,
  hash: string,
  { nextHash, onlyFor }: { nextHash: string; onlyFor?: PersonId | undefined },
): Promise<RefreshOutcome> {
  const theirs = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(onlyFor && eq(sessions.userId, onlyFor))
  const taken = await tx
    .update(refreshTokens)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(refreshTokens.hash, hash),
        isNull(refreshTokens.usedAt),
        onlyFor && inArray(refreshTokens.sessionId, theirs),
      ),
    )
    .returning({ sessionId: refreshTokens.sessionId })
  const [row] = await tx
    .select({
      id: sessions.id,
      personId: sessions.userId,
      tenant: sessions.tenantId,
      isOpen: sql<boolean>`${IS_OPEN}`,
      isInGrace: sql<boolean>`${refreshTokens.usedAt} > now() - ${GRACE}`,
      isUsed: sql<boolean>`${refreshTokens.usedAt} IS NOT NULL`,
    })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .where(eq(refreshTokens.hash, hash))
  if (row === undefined || !row.isOpen) return { kind: 'unknown' }
  const found = {
    id: SessionId.parse(row.id),
    personId: PersonId.parse(row.personId),
    tenant: TenantId.parse(row.tenant),
  }
  if (onlyFor !== undefined && found.personId !== onlyFor && (!row.isUsed || row.isInGrace)) return { kind: 'unknown' }
  if (taken.length === 0) return { kind: row.isInGrace ? 'used_just_now' : 'used_before', ...found }
  await tx.insert(refreshTokens).values({ hash: nextHash, sessionId: row.id })
  // Seen older than the session may be idle, a token is as good as unknown.
  await tx
    .delete(refreshTokens)
    .where(and(eq(refreshTokens.sessionId, row.id), sql`${refreshTokens.usedAt} < now() - ${IDLE}`))
  return { kind: 'renewed', ...found }
}

/** New tokens for the same session; the old ones are worth nothing. @returns its version from here on */
export async function replaceTokens(tx: IdentityTx, id: SessionId, refreshHash: string): Promise<number> {
  await tx.delete(refreshTokens).where(eq(refreshTokens.sessionId, id))
  await tx.insert(refreshTokens).values({ hash: refreshHash, sessionId: id })
  const [row] = await tx
    .update(sessions)
    .set({ version: sql`${sessions.version} + 1` })
    .where(eq(sessions.id, id))
    .returning({ version: sessions.version })
  return row?.version ?? 0
}
