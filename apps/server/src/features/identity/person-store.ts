import { PersonId, TenantId } from '@coco/shared/ids'
import { TenantRole } from '@coco/shared/roles'
import { and, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { IdentityTx, TenantTx } from '../../store/doors.ts'
import { externalAccounts, sessions, users } from '../../store/tables/identity-tables.ts'
import { memberships } from '../../store/tables/tenant-tables.ts'

/** Somebody with an account, in whichever tenants. */
export interface Person {
  id: PersonId
  email: string
  emailKey: string
  name: string
  passwordHash: string | null
  isSuperuser: boolean
  isDeactivated: boolean
}

export interface Membership {
  tenant: TenantId
  roles: readonly TenantRole[]
}

const COLUMNS = {
  id: users.id,
  email: users.email,
  emailKey: users.emailKey,
  name: users.name,
  passwordHash: users.passwordHash,
  isSuperuser: users.isSuperuser,
  isDeactivated: sql<boolean>`${users.deactivatedAt} IS NOT NULL`,
}

/** With `lock`, the account stays as it is until the transaction ends: its password, and whether it is deactivated. */
export async function findPerson(tx: IdentityTx, id: PersonId, { lock = false } = {}): Promise<Person | null> {
  const query = tx.select(COLUMNS).from(users).where(eq(users.id, id))
  return toPerson((await (lock ? query.for('no key update') : query))[0])
}

export async function findPersonByEmail(tx: IdentityTx, emailKey: string): Promise<Person | null> {
  return toPerson((await tx.select(COLUMNS).from(users).where(eq(users.emailKey, emailKey)))[0])
}

/** Of the person whom the transaction has named, and of nobody else: a policy sees to that. Oldest first. */
export async function membershipsOf(tx: IdentityTx, id: PersonId): Promise<Membership[]> {
  const rows = await tx
    .select({ tenant: memberships.tenantId, roles: memberships.roles })
    .from(memberships)
    .where(eq(memberships.userId, id))
    .orderBy(memberships.createdAt, memberships.tenantId)
  return rows.map(({ tenant, roles }) => ({ tenant: TenantId.parse(tenant), roles: toTenantRoles(roles) }))
}

/** Whoever is a member already stays what they are. */
export async function addMembership(
  tx: TenantTx,
  tenant: TenantId,
  personId: PersonId,
  roles: readonly TenantRole[],
): Promise<void> {
  await tx
    .insert(memberships)
    .values({ tenantId: tenant, userId: personId, roles: [...roles] })
    .onConflictDoNothing()
}

/** Where they worked last; null for somebody who never did. */
export async function lastTenantOf(tx: IdentityTx, id: PersonId): Promise<string | null> {
  const rows = await tx
    .select({ tenant: sessions.tenantId })
    .from(sessions)
    .where(eq(sessions.userId, id))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(1)
  return rows[0]?.tenant ?? null
}

export async function setPassword(tx: IdentityTx, id: PersonId, passwordHash: string): Promise<void> {
  await tx
    .update(users)
    .set({ passwordHash, passwordChangedAt: sql`now()`, updatedAt: sql`now()` })
    .where(eq(users.id, id))
}

export async function setName(tx: IdentityTx, id: PersonId, name: string): Promise<void> {
  await tx.update(users).set({ name, updatedAt: sql`now()` }).where(eq(users.id, id))
}

export async function hasAnyPassword(tx: IdentityTx): Promise<boolean> {
  const rows = await tx.select({ id: users.id }).from(users).where(isNotNull(users.passwordHash)).limit(1)
  return rows.length > 0
}

/**
 * Whether somebody can sign in who may make everybody else's account.
 *
 * @param isProvenInFront whether what stands in front says who people are, so that they need neither a password nor a provider
 */
export async function hasSuperuser(tx: IdentityTx, isProvenInFront: boolean): Promise<boolean> {
  const [row] = await tx
    .select({ found: count() })
    .from(users)
    .leftJoin(externalAccounts, eq(externalAccounts.userId, users.id))
    .where(
      and(
        eq(users.isSuperuser, true),
        isNull(users.deactivatedAt),
        isProvenInFront
          ? undefined
          : sql`(${users.passwordHash} IS NOT NULL OR ${externalAccounts.userId} IS NOT NULL)`,
      ),
    )
  return (row?.found ?? 0) > 0
}

/** Of these ids, those of people who are there and not deactivated. */
export async function findActivePeople(tx: IdentityTx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(sql`${users.id} = ANY(${sql.param(ids)}::uuid[])`, isNull(users.deactivatedAt)))
  return new Set(rows.map(({ id }) => id))
}

/** What a database holds is parsed like anything else; a role that this version does not know gives nothing. */
export function toTenantRoles(roles: readonly string[]): TenantRole[] {
  return roles.flatMap((role) => TenantRole.safeParse(role).data ?? [])
}

function toPerson(row: (Omit<Person, 'id'> & { id: string }) | undefined): Person | null {
  return row === undefined ? null : { ...row, id: PersonId.parse(row.id) }
}
