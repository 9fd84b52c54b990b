import type { TenantId } from '@coco/shared/ids'
import { sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { vectorIndexName } from '../../../store/vectors/vector-index-name.ts'
import type { DocumentPart } from './document-parts.ts'
import { carriesTag } from './search-words.ts'

/** A passage that means something near the question. */
export interface VectorHit {
  documentId: string
  position: number
  /** The cosine of the angle between the two, 1 for the same. */
  similarity: number
}

interface WantedVectors {
  tenant: TenantId
  question: readonly number[]
  model: string
  tags: readonly string[]
  limit: number
  /** Passages that are compared one by one, of what the tags leave; of more than these the index is asked, where there is one. */
  exactUpTo: number
}

/** The nearest passages, nearest first. */
export async function searchVectors(
  tx: TenantTx,
  parts: readonly DocumentPart[],
  wanted: WantedVectors,
): Promise<VectorHit[]> {
  const hits: VectorHit[] = []
  for (const part of parts) {
    const rows = (await isAskedOfIndex(tx, part, wanted))
      ? await withIndex(tx, () => nearest(tx, part, wanted, true))
      : await nearest(tx, part, wanted, false)
    for (const { document_id: documentId, position, distance } of rows) {
      // Of a question without a single word there is no angle.
      if (!Number.isNaN(distance)) hits.push({ documentId, position, similarity: 1 - distance })
    }
  }
  return hits
    .sort((a, b) => b.similarity - a.similarity || a.documentId.localeCompare(b.documentId) || a.position - b.position)
    .slice(0, wanted.limit)
}

/** Few passages are compared quicker than they are looked for in an index past all those that carry no such tag. */
async function isAskedOfIndex(
  tx: TenantTx,
  { isPersonal, documents }: DocumentPart,
  { tenant, tags, exactUpTo }: WantedVectors,
): Promise<boolean> {
  if (exactUpTo === Infinity) return false
  const name = `coco."${vectorIndexName(tenant, isPersonal)}"`
  const { rows } = await tx.execute<{ isAsked: boolean }>(sql`
    SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(${name}) AND indisvalid)
      AND (SELECT coalesce(sum(d.passage_count), 0) > ${exactUpTo}::int FROM ${documents} d
           WHERE d.tenant_id = ${tenant} AND d.state = 'ready' AND ${carriesTag(tags)}) AS "isAsked"`)
  return rows[0]?.isAsked === true
}

/** The planner takes comparing all for cheaper than it is. It goes on in the index until enough rows pass what else is asked. */
async function withIndex<T>(tx: TenantTx, work: () => Promise<T>): Promise<T> {
  const set = (settings: Record<string, string>) =>
    tx.execute(
      sql`SELECT ${sql.join(
        Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`),
        sql`, `,
      )}`,
    )
  await set({ 'hnsw.iterative_scan': 'strict_order', 'hnsw.ef_search': EF_SEARCH, enable_sort: 'off' })
  const result = await work()
  await set({ enable_sort: 'on' })
  return result
}

/** Rows that are looked at before the nearest are named: more miss less, and take longer. */
const EF_SEARCH = '200'

async function nearest(
  tx: TenantTx,
  { documents, vectors }: DocumentPart,
  { tenant, question, model, tags, limit }: WantedVectors,
  byIndex: boolean,
) {
  const each = sql`
    SELECT v.document_id, v.position, v.embedding <=> ${JSON.stringify(question)}::vector AS distance
    FROM ${vectors} v JOIN ${documents} d ON d.tenant_id = v.tenant_id AND d.id = v.document_id
    WHERE v.tenant_id = ${tenant} AND v.model = ${model} AND d.state = 'ready' AND ${carriesTag(tags)}`
  // What is put in order outside is in no order that an index has: one that misses rows is not taken by chance.
  const from = byIndex ? each : sql`SELECT * FROM (${each} OFFSET 0) compared`
  const { rows } = await tx.execute<{ document_id: string; position: number; distance: number }>(
    sql`${from} ORDER BY distance LIMIT ${limit}`,
  )
  return rows
}
