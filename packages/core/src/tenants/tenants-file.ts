import { TenantId } from '@coco/shared/ids'
import { z } from 'zod'
import { SnowflakeEntry } from './snowflake-entry.ts'

/** A name that is pasted into SQL and into addresses, so it is one that needs no quotes. */
const PlainName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_$]{0,254}$/, 'must be a name as Snowflake keeps it, in capitals, for example COCO_DOCUMENTS')

const ModelId = z.string().trim().min(1, 'must not be empty').max(200)

/** One tenant as `tenants.json` writes it. Unknown fields are refused, because a mistyped field is a lost setting. */
export const TenantEntry = z.strictObject({
  id: TenantId,
  name: z.string().trim().min(1, 'must not be empty').max(120),
  snowflake: SnowflakeEntry,
  defaultModel: ModelId,
  models: z.array(ModelId).max(500).default([]),
  systemPrompt: z.string().max(100_000).nullable().default(null),
  limits: z
    .strictObject({ requestsPerMinute: z.int().min(1).max(1_000_000).default(60) })
    .default({ requestsPerMinute: 60 }),
  /** Where sql/04_documents.sql made its tables and search services; left out, Cortex Search is not offered. */
  documents: z.strictObject({ database: PlainName, schema: PlainName, warehouse: PlainName }).nullable().default(null),
})
export type TenantEntry = z.infer<typeof TenantEntry>

export const TenantsFile = z.strictObject({ tenants: z.array(TenantEntry).min(1, 'must declare at least one tenant') })
export type TenantsFile = z.infer<typeof TenantsFile>
