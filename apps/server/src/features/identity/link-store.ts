import { PersonId } from '@coco/shared/ids'
import type { LinkView, NewLink } from '@coco/shared/identity-views'
import type { TenantRole } from '@coco/shared/roles'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { hashOfToken, randomToken } from '../../platform/random-token.ts'
import type { IdentityTx } from '../../store/doors.ts'
import { oneTimeLinks, users } from '../../store/tables/identity-tables.ts'
import { toTenantRoles } from './person-store.ts'

export type LinkKind = LinkView['kind']

/** A link that can still be used. */
export interface OpenLink {
  hash: string
  kind: LinkKind
  /** Null: makes somebody. */
  personId: PersonId | null
  name: string | null
  email: string | null
  tenant: string | null
  /** What somebody with an account becomes in the tenant; null: it sets a password. */
  roles: readonly TenantRole[] | null
  expiresAt: Date
}

const DAYS: Record<LinkKind, number> = { invitation: 7, password_reset: 1, setup: 1 }

/**
 * Makes a link and voids the older ones in its place. With `roles` it lets somebody who has an account into the tenant, and
 * is worth nothing without a proof of that account; else it chooses a password. Its secret is in no log and no database,
 * only in what this gives.
 */
export async function makeLink(
  tx: IdentityTx,
  link: {
    kind: LinkKind
    personId: PersonId | null
    tenant: string | null
    createdBy: string | null
    roles?: readonly TenantRole[]
  },
): Promise<NewLink & { token: string }> {
  const { kind, personId: userId, tenant: tenantId, createdBy, roles } = link
  if (roles !== undefined && userId !== null) await voidInvitations(tx, userId, tenantId)
  else await voidLinks(tx, userId, kind)
  const token = randomToken()
  const [row] = await tx
    .insert(oneTimeLinks)
    .values({
      hash: hashOfToken(token),
      kind,
      userId,
      tenantId,
      createdBy,
      roles: roles === undefined ? null : [...roles],
      expiresAt: sql`now() + make_interval(days => ${DAYS[kind]})`,
    })
    .returning({ expiresAt: oneTimeLinks.expiresAt })
  // In the fragment: a browser sends it to no server, so that no proxy writes it down.
  return { token, path: `/link#${token}`, expiresAt: (row?.expiresAt ?? new Date(0)).toISOString() }
}

/** Those that choose a password, or make somebody, and that nobody has used: of one kind, or all. */
export async function voidLinks(tx: IdentityTx, personId: PersonId | null, kind?: LinkKind): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(
      and(
        personId === null ? isNull(oneTimeLinks.userId) : eq(oneTimeLinks.userId, personId),
        kind === undefined ? undefined : eq(oneTimeLinks.kind, kind),
        isNull(oneTimeLinks.roles),
        isNull(oneTimeLinks.usedAt),
      ),
    )
}

/** Those with which this person would come into the tenant, or into any, and that nobody has used. */
export async function voidInvitations(tx: IdentityTx, personId: PersonId, tenant: string | null): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.userId, personId),
        tenant === null ? undefined : eq(oneTimeLinks.tenantId, tenant),
        eq(oneTimeLinks.kind, 'invitation'),
        isNull(oneTimeLinks.usedAt),
      ),
    )
}

export async function findOpenLink(tx: IdentityTx, token: string): Promise<OpenLink | null> {
  const [row] = await tx
    .select({
      hash: oneTimeLinks.hash,
      kind: oneTimeLinks.kind,
      personId: oneTimeLinks.userId,
      name: users.name,
      email: users.email,
      tenant: oneTimeLinks.tenantId,
      roles: oneTimeLinks.roles,
      expiresAt: oneTimeLinks.expiresAt,
    })
    .from(oneTimeLinks)
    .leftJoin(users, eq(users.id, oneTimeLinks.userId))
    .where(and(eq(oneTimeLinks.hash, hashOfToken(token)), IS_OPEN, isNull(users.deactivatedAt)))
  if (row === undefined) return null
  return {
    ...row,
    personId: row.personId === null ? null : PersonId.parse(row.personId),
    roles: row.roles === null ? null : toTenantRoles(row.roles),
  }
}

/** Of any number who use it at once, one has. */
export async function takeLink(tx: IdentityTx, hash: string): Promise<boolean> {
  const rows = await tx
    .update(oneTimeLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(oneTimeLinks.hash, hash), IS_OPEN))
    .returning({ hash: oneTimeLinks.hash })
  return rows.length > 0
}

const IS_OPEN = sql`(${oneTimeLinks.usedAt} IS NULL AND ${oneTimeLinks.expiresAt} > now())`
