import { z } from 'zod'
import { ApiKeyId } from './ids.ts'
import { TenantRole, TenantRoles } from './roles.ts'
import { lineOfText } from './text-fields.ts'

const Moment = z.iso.datetime()

/** Models that a key may name. It can only narrow what Snowflake allows. */
const Models = z.array(z.string().min(1).max(200)).min(1).max(100)

export const CreateApiKeyInput = z.object({
  name: lineOfText(100),
  roles: TenantRoles,
  models: Models.nullable().default(null),
  /** Null: does not expire by itself. */
  expiresAt: Moment.nullable().default(null),
})
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>

export const RotateApiKeyInput = z.object({
  keyId: ApiKeyId,
  /** How long the old key works beside the new one. */
  overlapHours: z.number().int().min(0).max(720).default(24),
})
export type RotateApiKeyInput = z.infer<typeof RotateApiKeyInput>

export const ApiKeyInput = z.object({ keyId: ApiKeyId })
export type ApiKeyInput = z.infer<typeof ApiKeyInput>

export const ApiKeyView = z.object({
  id: ApiKeyId,
  name: z.string(),
  /** How the key begins, to tell keys apart. */
  prefix: z.string(),
  roles: z.array(TenantRole),
  models: z.array(z.string()).nullable(),
  status: z.enum(['active', 'expired', 'revoked']),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
  lastUsedAt: Moment.nullable(),
})
export type ApiKeyView = z.infer<typeof ApiKeyView>

/** A key just made: the only time that its text is shown. */
export const NewApiKey = z.object({ key: ApiKeyView, secret: z.string() })
export type NewApiKey = z.infer<typeof NewApiKey>
