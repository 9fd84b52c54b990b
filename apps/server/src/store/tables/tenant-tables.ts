import type { AnswerRules } from '@coco/shared/answer-parameters'
import type { DocumentSettings } from '@coco/shared/document-views'
import { integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { coco, moment } from './coco-schema.ts'

/** Who belongs to a tenant, its keys and its settings; see migrations/0003_tenants.sql. */
export const memberships = coco.table('memberships', {
  tenantId: text('tenant_id').notNull(),
  userId: uuid('user_id').notNull(),
  roles: text().array().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

export const apiKeys = coco.table('api_keys', {
  tenantId: text('tenant_id').notNull(),
  id: uuid().notNull(),
  principalId: uuid('principal_id').notNull(),
  name: text().notNull(),
  prefix: text().notNull(),
  hash: text().notNull(),
  roles: text().array().notNull(),
  models: text().array(),
  createdBy: uuid('created_by'),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at'),
  revokedAt: moment('revoked_at'),
  lastUsedAt: moment('last_used_at'),
})

export const tenantSettings = coco.table('tenant_settings', {
  tenantId: text('tenant_id').primaryKey(),
  conversationDays: integer('conversation_days'),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  answerRules: jsonb('answer_rules').$type<AnswerRules>(),
  documentSettings: jsonb('document_settings').$type<DocumentSettings>(),
  demoDocumentsAt: moment('demo_documents_at'),
})
