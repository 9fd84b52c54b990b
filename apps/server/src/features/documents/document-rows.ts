import type { DocumentId } from '@coco/shared/ids'
import type { Finding } from '@coco/shared/document-views'
import { and, arrayOverlaps, count, desc, eq, ilike, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Cursor } from '../../platform/list-cursor.ts'
import { exactMoment, isAfter } from '../../platform/list-page.ts'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { documents, personalDocuments } from '../../store/tables/document-tables.ts'
import { partsFor } from './retrieval/document-parts.ts'

/** A document without its text, from whichever part. */
export interface StoredDocument {
  id: DocumentId
  isPersonal: boolean
  title: string
  fileName: string | null
  mediaType: string
  tags: string[]
  sha256: string
  characters: number
  passageCount: number
  findings: readonly Pick<Finding, 'kind' | 'count'>[]
  /** One that is `leaving` is not read any more. */
  state: 'indexing' | 'ready' | 'leaving'
  inCortexSearch: boolean
  uploadedBy: string | null
  createdAt: Date
}

export interface DocumentFilter {
  /** At least one of them; none: whatever the tags. */
  tags: readonly string[]
  /** A piece of the title. */
  title: string
}

/** Newest first, of everything that the viewer may see; one row more than asked for says that there is a next page. */
export async function listDocuments(
  tx: TenantTx,
  viewer: Insider,
  { filter, cursor, maxRows }: { filter: DocumentFilter; cursor: Cursor | null; maxRows: number },
) {
  const found: (StoredDocument & { exactAt: string; cursorId: string })[] = []
  for (const { isPersonal, documents: table } of partsFor(viewer)) {
    const rows = await tx
      .select({ ...columnsOf(table), exactAt: exactMoment(table.createdAt), cursorId: table.id })
      .from(table)
      .where(and(matches(table, viewer, filter), isAfter(cursor, table.createdAt, table.id)))
      .orderBy(desc(table.createdAt), desc(table.id))
      .limit(maxRows)
    found.push(...rows.map((row) => ({ ...row, id: row.id as DocumentId, isPersonal })))
  }
  return found.sort(newestFirst).slice(0, maxRows)
}

/** Of what the viewer may see: whatever is hidden from them does not count. */
export async function countDocuments(tx: TenantTx, viewer: Insider, filter: DocumentFilter): Promise<number> {
  let total = 0
  for (const { documents: table } of partsFor(viewer)) {
    const [row] = await tx
      .select({ n: count() })
      .from(table)
      .where(matches(table, viewer, filter))
    total += row?.n ?? 0
  }
  return total
}

/** Undefined when it is not there, or hidden from the viewer. */
export function findDocument(tx: TenantTx, viewer: Insider, id: DocumentId): Promise<StoredDocument | undefined> {
  return findFirst(tx, viewer, (table) => eq(table.id, id))
}

/** The oldest with exactly this content, of those that the viewer may see. */
export function findSame(tx: TenantTx, viewer: Insider, sha256: string): Promise<StoredDocument | undefined> {
  return findFirst(tx, viewer, (table) => eq(table.sha256, sha256))
}

/** All with exactly this content that the viewer may see, the personal ones first. */
export async function listSame(tx: TenantTx, viewer: Insider, sha256: string): Promise<StoredDocument[]> {
  const found: StoredDocument[] = []
  for (const { isPersonal, documents: table } of partsFor(viewer).toReversed()) {
    const rows = await tx
      .select(columnsOf(table))
      .from(table)
      .where(and(eq(table.tenantId, viewer.tenant), isSeen(table), eq(table.sha256, sha256)))
      .orderBy(table.createdAt)
    found.push(...rows.map((row) => ({ ...row, id: row.id as DocumentId, isPersonal })))
  }
  return found
}

/** Those that `cortex_search` does not find, or may find a part of only. */
export async function listOutsideCortexSearch(
  tx: TenantTx,
  viewer: Insider,
): Promise<(StoredDocument & { isPartThere: boolean })[]> {
  const found: (StoredDocument & { isPartThere: boolean })[] = []
  for (const { isPersonal, documents: table } of partsFor(viewer)) {
    const rows = await tx
      .select({ ...columnsOf(table), isPartThere: table.onlyPartInCortexSearch })
      .from(table)
      .where(and(eq(table.tenantId, viewer.tenant), eq(table.state, 'ready'), isOutside(table)))
    found.push(...rows.map((row) => ({ ...row, id: row.id as DocumentId, isPersonal })))
  }
  return found
}

/** Every tag on what the viewer may see, the most used first. */
export async function countTags(tx: TenantTx, viewer: Insider): Promise<{ tag: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { documents: table } of partsFor(viewer)) {
    const { rows } = await tx.execute<{ tag: string; n: number }>(
      sql`SELECT tag, count(*)::int AS n FROM ${table}, unnest(${table.tags}) AS tag WHERE ${table.tenantId} = ${viewer.tenant} AND ${isSeen(table)} GROUP BY tag`,
    )
    for (const { tag, n } of rows) counts.set(tag, (counts.get(tag) ?? 0) + n)
  }
  return [...counts]
    .map(([tag, n]) => ({ tag, count: n }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
}

/** Whoever writes a personal document need not be able to read it: nothing is given back. */
export async function insertDocument(tx: TenantTx, { tenant }: Insider, document: StoredDocument): Promise<void> {
  const { isPersonal, ...row } = document
  await tx.insert(isPersonal ? personalDocuments : documents).values({
    ...row,
    tenantId: tenant,
    findings: row.findings.map(({ kind, count: n }) => ({ kind, count: n, examples: [] })),
  })
}

type DocumentTable = typeof documents | typeof personalDocuments

async function findFirst(
  tx: TenantTx,
  viewer: Insider,
  condition: (table: DocumentTable) => SQL,
): Promise<StoredDocument | undefined> {
  for (const { isPersonal, documents: table } of partsFor(viewer)) {
    const [row] = await tx
      .select(columnsOf(table))
      .from(table)
      .where(and(eq(table.tenantId, viewer.tenant), isSeen(table), condition(table)))
      .orderBy(table.createdAt)
      .limit(1)
    if (row) return { ...row, id: row.id as DocumentId, isPersonal }
  }
  return undefined
}

const isOutside = ({ inCortexSearch, onlyPartInCortexSearch }: DocumentTable) =>
  or(eq(inCortexSearch, false), onlyPartInCortexSearch)

const isSeen = ({ state }: DocumentTable) => ne(state, 'leaving')

function columnsOf(table: DocumentTable) {
  const { id, title, fileName, mediaType, tags, sha256, characters, passageCount } = table
  const { findings, state, inCortexSearch, uploadedBy, createdAt } = table
  return {
    id,
    title,
    fileName,
    mediaType,
    tags,
    sha256,
    characters,
    passageCount,
    findings,
    state,
    inCortexSearch,
    uploadedBy,
    createdAt,
  }
}

function matches(table: DocumentTable, { tenant }: Insider, { tags, title }: DocumentFilter): SQL | undefined {
  return and(
    eq(table.tenantId, tenant),
    isSeen(table),
    tags.length === 0 ? undefined : arrayOverlaps(table.tags, [...tags]),
    title === '' ? undefined : ilike(table.title, `%${title.replace(/[\\%_]/g, '\\$&')}%`),
  )
}

interface Placed {
  exactAt: string
  cursorId: string
}

/** The database writes moments so that their texts sort as they do, whatever the number of digits. */
function newestFirst(a: Placed, b: Placed): number {
  if (a.exactAt !== b.exactAt) return a.exactAt < b.exactAt ? 1 : -1
  return a.cursorId < b.cursorId ? 1 : -1
}
