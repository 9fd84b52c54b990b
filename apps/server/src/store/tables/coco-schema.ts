import { customType, pgSchema, timestamp } from 'drizzle-orm/pg-core'

/** What tenants keep: every table has the tenant in its key and forced policies. */
export const coco = pgSchema('coco')

export const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Made by the database from the text; only ever compared there. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
