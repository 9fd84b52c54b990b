import { PersonId, type TenantId } from '@coco/shared/ids'
import { TenantRole } from '@coco/shared/roles'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { IdentityTx, TenantTx } from '../../store/doors.ts'
import { externalAccounts, oneTimeLinks, sessions, users } from '../../store/tables/identity-tables.ts'
import { memberships } from '../../store/tables/tenant-tables.ts'

export interface Membership {
  personId: PersonId
  roles: readonly TenantRole[]
  since: Date
}

export interface Account {
  id: PersonId
  name: string
  email: string
  isSuperuser: boolean
  isDeactivated: boolean
  hasPassword: boolean
  /** Has signed in before, or does so elsewhere. */
  isKnownOtherwise: boolean
}

/** Nobody has come to it in any way: whoever has its link chooses who that is. */
export function hasNotCome({ hasPassword, isKnownOtherwise }: Account): boolean {
  return !(hasPassword || isKnownOtherwise)
}

const ACCOUNT = {
  id: users.id,
  name: users.name,
  email: users.email,
  isSuperuser: users.isSuperuser,
  isDeactivated: sql<boolean>`${users.deactivatedAt} IS NOT NULL`,
  hasPassword: sql<boolean>`${users.passwordHash} IS NOT NULL`,
  isKnownOtherwise: sql<boolean>`(
    EXISTS (SELECT FROM ${sessions} WHERE ${sessions.userId} = ${users.id})
    OR EXISTS (SELECT FROM ${externalAccounts} WHERE ${externalAccounts.userId} = ${users.id}))`,
}

/** Everybody of the tenant, or the one person; with `lock` nobody else changes these until the transaction ends. */
export async function membershipsIn(
  tx: TenantTx,
  tenant: TenantId,
  { personId, lock = false }: { personId?: PersonId; lock?: boolean } = {},
): Promise<Membership[]> {
  const query = tx
    .select({ personId: memberships.userId, roles: memberships.roles, since: memberships.createdAt })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenant), personId === undefined ? undefined : eq(memberships.userId, personId)))
    .orderBy(memberships.createdAt, memberships.userId)
  const rows = await (lock ? query.for('update') : query)
  return rows.map(({ roles, since, ...row }) => ({
    personId: PersonId.parse(row.personId),
    since,
    roles: roles.flatMap((role) => TenantRole.safeParse(role).data ?? []),
  }))
}

/** @returns false when they are a member already */
export async function addMembership(
  tx: TenantTx,
  tenant: TenantId,
  personId: PersonId,
  roles: readonly TenantRole[],
): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values({ tenantId: tenant, userId: personId, roles: [...roles] })
    .onConflictDoNothing()
    .returning({ id: memberships.userId })
  return rows.length > 0
}

export async function setMembershipRoles(
  tx: TenantTx,
  tenant: TenantId,
  personId: PersonId,
  roles: readonly TenantRole[],
): Promise<void> {
  await tx
    .update(memberships)
    .set({ roles: [...roles] })
    .where(and(eq(memberships.tenantId, tenant), eq(memberships.userId, personId)))
}

export async function removeMembership(tx: TenantTx, tenant: TenantId, personId: PersonId): Promise<void> {
  await tx.delete(memberships).where(and(eq(memberships.tenantId, tenant), eq(memberships.userId, personId)))
}

export async function accountsOf(tx: IdentityTx, ids: readonly PersonId[]): Promise<Map<PersonId, Account>> {
  const rows = await tx
    .select(ACCOUNT)
    .from(users)
    .where(sql`${users.id} = ANY(${sql.param(ids)}::uuid[])`)
  return new Map(rows.map((row) => [PersonId.parse(row.id), { ...row, id: PersonId.parse(row.id) }]))
}

export async function accountByEmail(tx: IdentityTx, emailKey: string): Promise<Account | null> {
  const [row] = await tx.select(ACCOUNT).from(users).where(eq(users.emailKey, emailKey))
  return row === undefined ? null : { ...row, id: PersonId.parse(row.id) }
}

/** As it is, and stays until the transaction ends: whoever begins a session for it waits. */
export async function lockAccount(tx: IdentityTx, id: PersonId): Promise<Account | null> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, id)).for('no key update')
  // A question of its own, so that it is asked after the wait.
  return (await accountsOf(tx, [id])).get(id) ?? null
}

/** Whether they belong to another tenant by an invitation that waits for them to choose a password. */
export async function isInvitedElsewhere(tx: IdentityTx, id: PersonId, tenant: TenantId): Promise<boolean> {
  const rows = await tx
    .select({ tenant: oneTimeLinks.tenantId })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.userId, id),
        eq(oneTimeLinks.kind, 'invitation'),
        isNull(oneTimeLinks.roles),
        isNull(oneTimeLinks.usedAt),
        ne(oneTimeLinks.tenantId, tenant),
      ),
    )
    .limit(1)
  return rows.length > 0
}

export async function insertAccount(
  tx: IdentityTx,
  account: { id: PersonId; email: string; emailKey: string; name: string },
): Promise<void> {
  await tx.insert(users).values(account)
}

/** @returns false when there is no such person */
export async function setDeactivated(tx: IdentityTx, id: PersonId, isDeactivated: boolean): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ deactivatedAt: isDeactivated ? sql`coalesce(${users.deactivatedAt}, now())` : null, updatedAt: sql`now()` })
    .where(eq(users.id, id))
    .returning({ id: users.id })
  return rows.length > 0
}

/** With it go memberships, sessions and links. */
export async function deleteAccount(tx: IdentityTx, id: PersonId): Promise<boolean> {
  return (await tx.delete(users).where(eq(users.id, id)).returning({ id: users.id })).length > 0
}
