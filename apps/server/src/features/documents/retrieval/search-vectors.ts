import type { TenantId } from '@coco/shared/ids'
import { sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import type { DocumentPart } from './document-parts.ts'
import { carriesTag } from './search-words.ts'

/** A passage that means something near the question. */
export interface VectorHit {
  documentId: string
  position: number
  /** The cosine of the angle between the two, 1 for the same. */
  similarity: number
}

/** The nearest passages, nearest first: exactly, by comparing each of the tenant's part. */
export async function searchVectors(
  tx: TenantTx,
  parts: readonly DocumentPart[],
  wanted: { tenant: TenantId; question: readonly number[]; model: string; tags: readonly string[]; limit: number },
): Promise<VectorHit[]> {
  const hits: VectorHit[] = []
  const question = sql`${JSON.stringify(wanted.question)}::vector`
  for (const { documents, vectors } of parts) {
    const { rows } = await tx.execute<{ document_id: string; position: number; distance: number }>(sql`
      SELECT v.document_id, v.position, v.embedding <=> ${question} AS distance
      FROM ${vectors} v JOIN ${documents} d ON d.tenant_id = v.tenant_id AND d.id = v.document_id
      WHERE v.tenant_id = ${wanted.tenant} AND v.model = ${wanted.model} AND d.state = 'ready' AND ${carriesTag(wanted.tags)}
      ORDER BY distance LIMIT ${wanted.limit}`)
    for (const { document_id: documentId, position, distance } of rows) {
      // Of a question without a single word there is no angle.
      if (!Number.isNaN(distance)) hits.push({ documentId, position, similarity: 1 - distance })
    }
  }
  return hits
    .sort((a, b) => b.similarity - a.similarity || a.documentId.localeCompare(b.documentId) || a.position - b.position)
    .slice(0, wanted.limit)
}
