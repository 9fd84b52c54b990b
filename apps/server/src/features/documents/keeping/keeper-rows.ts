import type { UploadProblem } from '@coco/shared/document-views'
import type { DocumentId, TenantId, UploadId } from '@coco/shared/ids'
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { KeeperTx } from '../../../store/doors.ts'
import { documents, personalDocuments, uploads } from '../../../store/tables/document-tables.ts'

/** Which document, without a word of it. */
export interface DocumentKey {
  id: DocumentId
  isPersonal: boolean
}

const PARTS = [
  { isPersonal: false, table: documents },
  { isPersonal: true, table: personalDocuments },
] as const

const UNFINISHED = ['indexing', 'leaving'] as ('indexing' | 'leaving')[]

const tableOf = ({ isPersonal }: Pick<DocumentKey, 'isPersonal'>) => (isPersonal ? personalDocuments : documents)

/** How much a tenant keeps in one part. */
export interface PartSize {
  documents: number
  passages: number
}

/** What a tenant keeps, whoever may see it. Each part by itself: how full one is says nothing about the other. */
export async function sizesOf(tx: KeeperTx, tenant: TenantId): Promise<{ plain: PartSize; personal: PartSize }> {
  const [plain, personal] = [
    { documents: 0, passages: 0 },
    { documents: 0, passages: 0 },
  ]
  for (const { isPersonal, table } of PARTS) {
    const [row] = await tx
      .select({ n: sql<number>`count(*)::int`, passages: sql<number>`coalesce(sum(${table.passageCount}), 0)::int` })
      .from(table)
      .where(eq(table.tenantId, tenant))
    Object.assign(isPersonal ? personal : plain, { documents: row?.n ?? 0, passages: row?.passages ?? 0 })
  }
  return { plain, personal }
}

/** From here on it is found. @returns `already` when it was before: the answer of an earlier try was lost */
export async function makeReady(
  tx: KeeperTx,
  tenant: TenantId,
  document: DocumentKey,
): Promise<'now' | 'already' | 'gone'> {
  const table = tableOf(document)
  const { rowCount } = await tx
    .update(table)
    .set({ state: 'ready' })
    .where(and(eq(table.tenantId, tenant), eq(table.id, document.id), eq(table.state, 'indexing')))
  if (rowCount === 1) return 'now'
  return (await isReady(tx, tenant, document)) ? 'already' : 'gone'
}

/** Its row, once its passages are gone. One that is ready stays. */
export async function deleteUnfinished(tx: KeeperTx, tenant: TenantId, { id, isPersonal }: DocumentKey): Promise<void> {
  const table = tableOf({ isPersonal })
  await tx.delete(table).where(and(eq(table.tenantId, tenant), eq(table.id, id), inArray(table.state, UNFINISHED)))
}

/** Hidden from everybody, until all of it is gone. @returns false when it is ready, and stays */
export async function leaveUnfinished(tx: KeeperTx, tenant: TenantId, document: DocumentKey): Promise<boolean> {
  const table = tableOf(document)
  const { rowCount } = await tx
    .update(table)
    .set({ state: 'leaving' })
    .where(and(eq(table.tenantId, tenant), eq(table.id, document.id), inArray(table.state, UNFINISHED)))
  return rowCount === 1 || !(await isReady(tx, tenant, document))
}

/**
 * Hidden from everybody from here on; its passages are out of Cortex Search, or are not to be asked for any more.
 * @returns false when it is there no more, or has come into Cortex Search, or out of it, since it was read
 */
export async function leave(
  tx: KeeperTx,
  tenant: TenantId,
  { id, isPersonal, inCortexSearch }: DocumentKey & { inCortexSearch: boolean },
): Promise<boolean> {
  const table = tableOf({ isPersonal })
  const isAsRead = and(eq(table.id, id), eq(table.inCortexSearch, inCortexSearch), ne(table.state, 'leaving'))
  const { rowCount } = await tx
    .update(table)
    .set({ state: 'leaving', inCortexSearch: false })
    .where(and(eq(table.tenantId, tenant), isAsRead))
  return rowCount === 1
}

async function isReady(tx: KeeperTx, tenant: TenantId, { id, isPersonal }: DocumentKey): Promise<boolean> {
  const table = tableOf({ isPersonal })
  const [row] = await tx
    .select({ state: table.state })
    .from(table)
    .where(and(eq(table.tenantId, tenant), eq(table.id, id)))
  return row?.state === 'ready'
}

/** How much of a document is in the tenant's Cortex Search table. `some`: anything from nothing to all of it. */
export type ShareInCortexSearch = 'none' | 'some' | 'all'

/** @returns false when it is there no more */
export async function markCortexSearch(
  tx: KeeperTx,
  tenant: TenantId,
  { id, isPersonal }: DocumentKey,
  share: ShareInCortexSearch,
): Promise<boolean> {
  const table = tableOf({ isPersonal })
  const { rowCount } = await tx
    .update(table)
    .set({ inCortexSearch: share !== 'none', onlyPartInCortexSearch: share === 'some' })
    .where(and(eq(table.tenantId, tenant), eq(table.id, id)))
  return rowCount === 1
}

/** Documents that nobody is finishing any more: hidden from everybody, until all of them are gone. */
export async function leaveAllUnfinished(tx: KeeperTx, tenant: TenantId): Promise<void> {
  for (const { table } of PARTS) {
    await tx
      .update(table)
      .set({ state: 'leaving' })
      .where(and(eq(table.tenantId, tenant), eq(table.state, 'indexing')))
  }
}

/** Documents that have to go, and whether their passages have to be taken back from Cortex Search before. */
export async function listLeaving(
  tx: KeeperTx,
  tenant: TenantId,
): Promise<(DocumentKey & { inCortexSearch: boolean })[]> {
  const found: (DocumentKey & { inCortexSearch: boolean })[] = []
  for (const { isPersonal, table } of PARTS) {
    const rows = await tx
      .select({ id: table.id, inCortexSearch: table.inCortexSearch })
      .from(table)
      .where(and(eq(table.tenantId, tenant), eq(table.state, 'leaving')))
    found.push(...rows.map(({ id, inCortexSearch }) => ({ id: id as DocumentId, isPersonal, inCortexSearch })))
  }
  return found
}

/** Its text goes: it is in the document from here on. */
export async function finishUpload(tx: KeeperTx, tenant: TenantId, id: UploadId, passages: number, at: Date) {
  await tx
    .update(uploads)
    .set({ state: 'done', sections: null, passagesDone: passages, problem: null, updatedAt: at })
    .where(and(eq(uploads.tenantId, tenant), eq(uploads.id, id)))
}

/** Its text stays, so that it can be kept another time. */
export async function failUpload(tx: KeeperTx, tenant: TenantId, id: UploadId, problem: UploadProblem, at: Date) {
  await tx
    .update(uploads)
    .set({ state: 'failed', problem, passagesDone: 0, documentId: null, updatedAt: at })
    .where(and(eq(uploads.tenantId, tenant), eq(uploads.id, id)))
}

/** Those that a process was reading or keeping when it ended. @returns how many */
export async function failInterrupted(
  tx: KeeperTx,
  tenant: TenantId,
  problem: UploadProblem,
  at: Date,
): Promise<number> {
  const { rowCount } = await tx
    .update(uploads)
    .set({ state: 'failed', problem, passagesDone: 0, documentId: null, updatedAt: at })
    .where(and(eq(uploads.tenantId, tenant), inArray(uploads.state, ['reading', 'indexing'])))
  return rowCount ?? 0
}
