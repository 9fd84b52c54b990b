import type { ConversationParameters, UsedParameters } from '@coco/shared/answer-parameters'
import { bigint, boolean, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { coco, moment, tsvector } from './coco-schema.ts'

/** A passage that an answer was given. Titles and text are read where they are, by whoever may. */
export interface StoredSource {
  number: number
  documentId: string
  position: number
}

/** What people and programs wrote and were answered, private to each owner; see migrations 0004 and 0008. */
export const conversations = coco.table('conversations', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  id: uuid().notNull(),
  title: text().notNull(),
  hasChosenTitle: boolean('has_chosen_title').notNull().default(false),
  leafId: uuid('leaf_id'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  removedAt: moment('removed_at'),
  pinnedAt: moment('pinned_at'),
  parameters: jsonb().$type<ConversationParameters>(),
})

export const messages = coco.table('messages', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  conversationId: uuid('conversation_id').notNull(),
  id: uuid().notNull(),
  parentId: uuid('parent_id'),
  role: text({ enum: ['user', 'assistant'] }).notNull(),
  content: text().notNull(),
  reasoning: text().notNull().default(''),
  model: text(),
  isFinished: boolean('is_finished').notNull().default(true),
  generationId: uuid('generation_id'),
  createdAt: moment('created_at').notNull().defaultNow(),
  position: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
  search: tsvector().generatedAlwaysAs('made by the database'),
  sources: jsonb().$type<readonly StoredSource[]>(),
})

export const generations = coco.table('generations', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  id: uuid().notNull(),
  conversationId: uuid('conversation_id'),
  messageId: uuid('message_id'),
  idempotencyKey: uuid('idempotency_key'),
  inputHash: text('input_hash'),
  told: jsonb().$type<Readonly<Record<string, string>>>(),
  contentBefore: integer('content_before').notNull().default(0),
  reasoningBefore: integer('reasoning_before').notNull().default(0),
  status: text({ enum: ['running', 'done', 'stopped', 'failed', 'interrupted'] }).notNull(),
  model: text().notNull(),
  requestId: text('request_id').notNull(),
  answerLabel: text('answer_label'),
  snowflakeRequestId: text('snowflake_request_id'),
  startedAt: moment('started_at').notNull().defaultNow(),
  endedAt: moment('ended_at'),
  firstTokenMs: integer('first_token_ms'),
  latencyMs: integer('latency_ms'),
  finishReason: text('finish_reason'),
  errorCode: text('error_code'),
  promptTokens: integer('prompt_tokens'),
  completionTokens: integer('completion_tokens'),
  usage: jsonb().$type<Record<string, unknown>>(),
  parameters: jsonb().$type<UsedParameters>(),
})

export const feedback = coco.table('feedback', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  messageId: uuid('message_id').notNull(),
  rating: text({ enum: ['good', 'bad'] }).notNull(),
  note: text().notNull().default(''),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})
