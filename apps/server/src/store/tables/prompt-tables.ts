import { text, uuid } from 'drizzle-orm/pg-core'
import { coco, moment } from './coco-schema.ts'

const TEXT_AND_TIMES = {
  title: text().notNull(),
  content: text().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  removedAt: moment('removed_at'),
}

/** Texts to begin a question with: somebody's own, and those of the tenant; see migrations/0007_pins_and_prompts.sql. */
export const prompts = coco.table('prompts', {
  tenantId: text('tenant_id').notNull(),
  ownerId: uuid('owner_id').notNull(),
  id: uuid().notNull(),
  ...TEXT_AND_TIMES,
})

export const sharedPrompts = coco.table('shared_prompts', {
  tenantId: text('tenant_id').notNull(),
  id: uuid().notNull(),
  authorId: uuid('author_id').notNull(),
  ...TEXT_AND_TIMES,
})
