import type { DocumentId } from '@coco/shared/ids'
import { and, eq, sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../../store/doors.ts'
import { partsFor } from './document-parts.ts'
import type { IndexedDocument } from './retriever.ts'

/**
 * Documents of which some passage has no vector of this model: they came before the database had pgvector, before the model
 * was granted, or under another model. Of those that the viewer may see.
 */
export async function listWithoutVectors(
  tx: TenantTx,
  viewer: Insider,
  model: string,
): Promise<(IndexedDocument & { passageCount: number })[]> {
  const found: (IndexedDocument & { passageCount: number })[] = []
  for (const { isPersonal, documents, vectors } of partsFor(viewer)) {
    const { id, title, tags, passageCount } = documents
    const there = sql`(SELECT count(*) FROM ${vectors} v WHERE v.tenant_id = ${viewer.tenant} AND v.document_id = ${id} AND v.model = ${model})`
    const rows = await tx
      .select({ id, title, tags, passageCount })
      .from(documents)
      .where(and(eq(documents.tenantId, viewer.tenant), eq(documents.state, 'ready'), sql`${passageCount} > ${there}`))
    found.push(...rows.map((row) => ({ ...row, id: row.id as DocumentId, isPersonal })))
  }
  return found
}
