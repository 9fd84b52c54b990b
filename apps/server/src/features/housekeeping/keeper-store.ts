import type { TenantId } from '@coco/shared/ids'
import { and, eq, inArray, isNull, lt, notExists, or, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { KeeperTx } from '../../store/doors.ts'
import { conversations, generations } from '../../store/tables/conversation-tables.ts'
import { documents, personalDocuments, uploads } from '../../store/tables/document-tables.ts'
import { prompts, sharedPrompts } from '../../store/tables/prompt-tables.ts'
import { usage } from '../../store/tables/record-tables.ts'
import { apiKeys, memberships, tenantSettings } from '../../store/tables/tenant-tables.ts'
import { BATCH_ROWS } from './delete-in-batches.ts'

/** After how many days a tenant's conversations go; null for never. */
export async function conversationDaysOf(tx: KeeperTx, tenant: TenantId): Promise<number | null> {
  const [row] = await tx
    .select({ days: tenantSettings.conversationDays })
    .from(tenantSettings)
    .where(eq(tenantSettings.tenantId, tenant))
  return row?.days ?? null
}

export interface Outlived {
  /** Null: nothing is too old. */
  untouchedSince: Date | null
  removedBefore: Date
}

/** Conversations, with all that is in them, that lived long enough. Never one that is being answered. */
export function deleteOutlived(tx: KeeperTx, tenant: TenantId, outlived: Outlived, maxRows: number): Promise<number> {
  const { untouchedSince, removedBefore } = outlived
  const beingAnswered = tx
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(
        eq(generations.tenantId, conversations.tenantId),
        eq(generations.ownerId, conversations.ownerId),
        eq(generations.conversationId, conversations.id),
        eq(generations.status, 'running'),
      ),
    )
  const condition = and(
    eq(conversations.tenantId, tenant),
    or(
      untouchedSince === null ? undefined : lt(conversations.updatedAt, untouchedSince),
      lt(conversations.removedAt, removedBefore),
    ),
    notExists(beingAnswered),
  )
  return deleteSome(tx, conversations, conversations.id, condition, maxRows)
}

/** Runs whose question was taken back: kept for a while, so that a repeated call is still the same one. */
export function deleteTakenBack(tx: KeeperTx, tenant: TenantId, endedBefore: Date, maxRows: number): Promise<number> {
  const { tenantId, conversationId, endedAt } = generations
  const condition = and(eq(tenantId, tenant), isNull(conversationId), lt(endedAt, endedBefore))
  return deleteSome(tx, generations, generations.id, condition, maxRows)
}

/** Prompts that were removed long ago. */
export const REMOVED_PROMPTS = [prompts, sharedPrompts].map(
  (table) => (tx: KeeperTx, tenant: TenantId, removedBefore: Date, maxRows: number) =>
    deleteSome(tx, table, table.id, and(eq(table.tenantId, tenant), lt(table.removedAt, removedBefore)), maxRows),
)

/** What an owner wrote and was answered, in whichever tenant. Messages go with their conversation. */
export const OF_OWNERS = [
  (tx: KeeperTx, ownerId: string, maxRows: number) =>
    deleteSome(tx, conversations, conversations.id, eq(conversations.ownerId, ownerId), maxRows),
  (tx: KeeperTx, ownerId: string, maxRows: number) =>
    deleteSome(tx, generations, generations.id, eq(generations.ownerId, ownerId), maxRows),
  (tx: KeeperTx, ownerId: string, maxRows: number) =>
    deleteSome(tx, prompts, prompts.id, eq(prompts.ownerId, ownerId), maxRows),
  (tx: KeeperTx, ownerId: string, maxRows: number) =>
    deleteSome(tx, sharedPrompts, sharedPrompts.id, eq(sharedPrompts.authorId, ownerId), maxRows),
  (tx: KeeperTx, ownerId: string, maxRows: number) =>
    deleteSome(tx, uploads, uploads.id, eq(uploads.ownerId, ownerId), maxRows),
]

/** Thousands of passages, with their vectors, may go with one document. */
const DOCUMENTS_AT_ONCE = 2

/** The tables of a tenant, but the record of who did what. Messages go with their conversation, passages with their document. */
const TENANT_TABLES: { table: PgTable; key: PgColumn; tenantId: PgColumn; batchRows?: number }[] = [
  { table: uploads, key: uploads.id, tenantId: uploads.tenantId },
  ...[documents, personalDocuments].map((table) => {
    return { table, key: table.id, tenantId: table.tenantId, batchRows: DOCUMENTS_AT_ONCE }
  }),
  { table: conversations, key: conversations.id, tenantId: conversations.tenantId },
  { table: generations, key: generations.id, tenantId: generations.tenantId },
  { table: prompts, key: prompts.id, tenantId: prompts.tenantId },
  { table: sharedPrompts, key: sharedPrompts.id, tenantId: sharedPrompts.tenantId },
  { table: usage, key: usage.id, tenantId: usage.tenantId },
  { table: apiKeys, key: apiKeys.id, tenantId: apiKeys.tenantId },
  { table: memberships, key: memberships.userId, tenantId: memberships.tenantId },
  { table: tenantSettings, key: tenantSettings.tenantId, tenantId: tenantSettings.tenantId },
]

export const OF_TENANTS = TENANT_TABLES.map(({ table, key, tenantId, batchRows = BATCH_ROWS }) => ({
  batchRows,
  remove: (tx: KeeperTx, tenant: TenantId, maxRows: number) =>
    deleteSome(tx, table, key, eq(tenantId, tenant), maxRows),
}))

export async function hasRowsOf(tx: KeeperTx, tenant: TenantId): Promise<boolean> {
  for (const { table, tenantId } of TENANT_TABLES) {
    const rows = await tx.select({ tenantId }).from(table).where(eq(tenantId, tenant)).limit(1)
    if (rows.length > 0) return true
  }
  return false
}

export async function tenantsWithUsageOf(tx: KeeperTx, ownerId: string): Promise<TenantId[]> {
  const rows = await tx.selectDistinct({ tenant: usage.tenantId }).from(usage).where(eq(usage.ownerId, ownerId))
  return rows.map(({ tenant }) => tenant as TenantId)
}

/** What was spent stays counted, as nobody's. */
export async function forgetSpender(tx: KeeperTx, tenant: TenantId, ownerId: string): Promise<void> {
  await tx
    .update(usage)
    .set({ ownerId: null })
    .where(and(eq(usage.tenantId, tenant), eq(usage.ownerId, ownerId)))
}

/** All of a tenant's, and whether Snowflake has, or may have, copies of their passages. */
export async function documentsOf(
  tx: KeeperTx,
  tenant: TenantId,
): Promise<{ id: string; isPersonal: boolean; inCortexSearch: boolean }[]> {
  const found: { id: string; isPersonal: boolean; inCortexSearch: boolean }[] = []
  for (const table of [documents, personalDocuments]) {
    const { id, tenantId, inCortexSearch } = table
    const rows = await tx.select({ id, inCortexSearch }).from(table).where(eq(tenantId, tenant))
    found.push(...rows.map((row) => ({ ...row, isPersonal: table === personalDocuments })))
  }
  return found
}

export async function tenantsWithDocumentsOf(tx: KeeperTx, uploadedBy: string): Promise<TenantId[]> {
  const found = new Set<string>()
  for (const table of [documents, personalDocuments]) {
    const rows = await tx.selectDistinct({ tenant: table.tenantId }).from(table).where(eq(table.uploadedBy, uploadedBy))
    for (const { tenant } of rows) found.add(tenant)
  }
  return [...found] as TenantId[]
}

/** A document stays, as nobody's: it is the tenant's. */
export async function forgetUploader(tx: KeeperTx, tenant: TenantId, uploadedBy: string): Promise<void> {
  for (const table of [documents, personalDocuments]) {
    await tx
      .update(table)
      .set({ uploadedBy: null })
      .where(and(eq(table.tenantId, tenant), eq(table.uploadedBy, uploadedBy)))
  }
}

/** At most `maxRows`. The condition is asked again of each row, so that one that was touched in this moment stays. */
async function deleteSome(
  tx: KeeperTx,
  table: PgTable,
  key: PgColumn,
  condition: SQL | undefined,
  maxRows: number,
): Promise<number> {
  const chosen = tx.select({ key }).from(table).where(condition).limit(maxRows)
  const { rowCount } = await tx.delete(table).where(and(condition, inArray(key, chosen)))
  return rowCount ?? 0
}
