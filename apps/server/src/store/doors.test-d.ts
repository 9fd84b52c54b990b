import type { Doors, IdentityTx, KeeperTx, TenantTx } from './doors.ts'
import type { Transaction } from '../platform/database/database.ts'

/** Read by the type checker alone: each expected error is a way past the third wall. */
declare const doors: Doors
declare const transaction: Transaction
declare function readsRowsOfTenant(tx: TenantTx): Promise<string[]>
declare function readsPeople(tx: IdentityTx): Promise<string[]>
declare function deletesRows(tx: KeeperTx): Promise<void>

const permissions: ReadonlySet<string> = new Set()

export const withoutTenant = [
  // @ts-expect-error nobody is named
  () => doors.inTenant(readsRowsOfTenant),
  // @ts-expect-error a caller without a tenant
  () => doors.inTenant({ subject: '', permissions }, readsRowsOfTenant),
  // @ts-expect-error a tenant is more than any text: it was parsed, or proven
  () => doors.inTenant({ tenant: 'tenant-alpha', subject: '', permissions }, readsRowsOfTenant),
  // @ts-expect-error a tenant without a caller
  () => doors.inTenant({ tenant: 'tenant-alpha' }, readsRowsOfTenant),
  // @ts-expect-error housekeeping for nobody
  () => doors.asKeeper({}, deletesRows),
]

export const throughTheWrongDoor = [
  // @ts-expect-error before a tenant is known there are no rows of one
  () => doors.inIdentity({}, readsRowsOfTenant),
  // @ts-expect-error the keeper reads nothing that anybody wrote
  () => doors.asKeeper({ ownerId: '' }, readsRowsOfTenant),
  // @ts-expect-error any transaction is not enough
  () => readsRowsOfTenant(transaction),
  // @ts-expect-error nor to see who people are
  () => readsPeople(transaction),
  // @ts-expect-error each side sees its own
  () => doors.inIdentity({}, (tx) => deletesRows(tx)),
]

/** The right ways compile, or the errors above might be about something else. */
export const rightWays = (viewer: Parameters<Doors['inTenant']>[0]) => [
  doors.inTenant(viewer, readsRowsOfTenant),
  doors.inIdentity({ userId: '' }, readsPeople),
  doors.asKeeper({ tenant: viewer.tenant }, deletesRows),
  doors.inBoth(viewer, async ({ tenant, identity }) => [await tenant(readsRowsOfTenant), await identity(readsPeople)]),
]
