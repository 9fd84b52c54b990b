import type { AuditAction } from '@coco/shared/audit-views'
import { bigint, boolean, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { coco, moment } from './coco-schema.ts'

/** What was spent and who did what; see migrations/0005_usage_and_audit.sql. */
export const usage = coco.table('usage', {
  tenantId: text('tenant_id').notNull(),
  id: uuid().notNull(),
  at: moment('at').notNull().defaultNow(),
  ownerId: uuid('owner_id'),
  kind: text({ enum: ['chat', 'complete', 'stream', 'query', 'embed'] }).notNull(),
  model: text().notNull(),
  generationId: uuid('generation_id'),
  promptTokens: integer('prompt_tokens'),
  completionTokens: integer('completion_tokens'),
  isWhole: boolean('is_whole').notNull(),
})

export const audit = coco.table('audit', {
  tenantId: text('tenant_id').notNull(),
  seq: bigint({ mode: 'number' }).notNull(),
  at: moment('at').notNull(),
  action: text().$type<AuditAction>().notNull(),
  decision: text({ enum: ['allowed', 'denied'] }).notNull(),
  actorKind: text('actor_kind', { enum: ['person', 'key', 'system', 'anonymous'] }).notNull(),
  actorId: text('actor_id'),
  subject: text(),
  address: text(),
  requestId: text('request_id'),
  details: jsonb().$type<Record<string, unknown>>().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
})
