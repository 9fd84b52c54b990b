import { integer, text, uuid, vector } from 'drizzle-orm/pg-core'
import { coco } from './coco-schema.ts'

/** Numbers of which a vector is made: of the embedding model, and of the tables' columns. */
export const VECTOR_DIMENSIONS = 768

const PASSAGE_VECTOR = {
  tenantId: text('tenant_id').notNull(),
  documentId: uuid('document_id').notNull(),
  position: integer().notNull(),
  model: text().notNull(),
  embedding: vector({ dimensions: VECTOR_DIMENSIONS }).notNull(),
}

/** Only where the database has pgvector: see vectors/prepare-vectors.ts. */
export const passageVectors = coco.table('passage_vectors', PASSAGE_VECTOR)
export const personalPassageVectors = coco.table('personal_passage_vectors', PASSAGE_VECTOR)
