import type { Finding, UploadProblem } from '@coco/shared/document-views'
import { boolean, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { coco, moment, tsvector } from './coco-schema.ts'

const DOCUMENT = {
  tenantId: text('tenant_id').notNull(),
  id: uuid().notNull(),
  title: text().notNull(),
  fileName: text('file_name'),
  mediaType: text('media_type').notNull(),
  tags: text().array().notNull().default([]),
  sha256: text().notNull(),
  characters: integer().notNull(),
  passageCount: integer('passage_count').notNull(),
  findings: jsonb().$type<readonly Finding[]>().notNull().default([]),
  state: text({ enum: ['indexing', 'ready', 'leaving'] })
    .notNull()
    .default('indexing'),
  inCortexSearch: boolean('in_cortex_search').notNull().default(false),
  onlyPartInCortexSearch: boolean('only_part_in_cortex_search').notNull().default(false),
  uploadedBy: uuid('uploaded_by'),
  createdAt: moment('created_at').notNull().defaultNow(),
}

const PASSAGE = {
  tenantId: text('tenant_id').notNull(),
  documentId: uuid('document_id').notNull(),
  position: integer().notNull(),
  headings: text().array().notNull().default([]),
  page: integer(),
  content: text().notNull(),
  search: tsvector('search').notNull(),
}

/** What holds no personal data, and what does: two parts of one shape, see migrations/0009_documents.sql. */
export const documents = coco.table('documents', DOCUMENT)
export const passages = coco.table('passages', PASSAGE)
export const personalDocuments = coco.table('personal_documents', DOCUMENT)
export const personalPassages = coco.table('personal_passages', PASSAGE)

/** Files on their way to becoming documents, each its owner's alone. */
export const uploads = coco.table('uploads', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  id: uuid().notNull(),
  fileName: text('file_name'),
  mediaType: text('media_type').notNull(),
  bytes: integer().notNull(),
  sha256: text().notNull(),
  state: text({ enum: ['reading', 'ready', 'indexing', 'done', 'failed'] }).notNull(),
  title: text().notNull(),
  tags: text().array().notNull().default([]),
  isPersonal: boolean('is_personal').notNull().default(false),
  findings: jsonb().$type<readonly Finding[]>().notNull().default([]),
  sections: jsonb().$type<readonly Section[]>(),
  characters: integer().notNull().default(0),
  passagesTotal: integer('passages_total').notNull().default(0),
  passagesDone: integer('passages_done').notNull().default(0),
  problem: jsonb().$type<UploadProblem>(),
  documentId: uuid('document_id'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** Text under its headings, outermost first; `page` counts from 1 and is null where a file has none. */
export interface Section {
  headings: readonly string[]
  page: number | null
  text: string
}
