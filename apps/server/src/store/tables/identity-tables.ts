import { boolean, integer, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Who people are, across tenants; see migrations/0002_identity.sql. Reached as coco_identity alone. */
const identity = pgSchema('identity')
const moment = (name: string) => timestamp(name, { withTimezone: true })

export const users = identity.table('users', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  /** As it is compared: see `toEmailKey`. */
  emailKey: text('email_key').notNull(),
  name: text().notNull(),
  passwordHash: text('password_hash'),
  isSuperuser: boolean('is_superuser').notNull().default(false),
  passwordChangedAt: moment('password_changed_at'),
  deactivatedAt: moment('deactivated_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

export const externalAccounts = identity.table('external_accounts', {
  issuer: text().notNull(),
  subject: text().notNull(),
  userId: uuid('user_id').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

export const sessions = identity.table('sessions', {
  id: uuid().primaryKey(),
  userId: uuid('user_id').notNull(),
  tenantId: text('tenant_id').notNull(),
  method: text({ enum: ['password', 'oidc', 'local'] }).notNull(),
  claimedRoles: text('claimed_roles').array(),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  version: integer().notNull().default(1),
  endedAt: moment('ended_at'),
  endReason: text('end_reason'),
  address: text(),
  userAgent: text('user_agent'),
})

export const refreshTokens = identity.table('refresh_tokens', {
  hash: text().primaryKey(),
  sessionId: uuid('session_id').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  usedAt: moment('used_at'),
})

export const oneTimeLinks = identity.table('one_time_links', {
  hash: text().primaryKey(),
  kind: text({ enum: ['invitation', 'password_reset', 'setup'] }).notNull(),
  userId: uuid('user_id'),
  tenantId: text('tenant_id'),
  /** Of the membership that it makes; null: it sets a password, or makes somebody. */
  roles: text().array(),
  createdBy: uuid('created_by'),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
})
