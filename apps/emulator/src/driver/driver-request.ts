import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { assumptions } from '../assumptions.ts'

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])
const LONGEST_BODY_BYTES = 4 * 1024 * 1024

/** A driver compresses its requests, says so or not. @throws when it is neither gzip nor JSON */
export function parseDriverBody(body: Buffer): unknown {
  if (body.length === 0) return {}
  const isGzip = body.subarray(0, 2).equals(GZIP_MAGIC)
  const bytes = isGzip ? gunzipSync(body, { maxOutputLength: LONGEST_BODY_BYTES }) : body
  return JSON.parse(bytes.toString('utf8'))
}

/** Body of the sign-in (source: snowflake-connector-nodejs, lib/services/sf.js); the rest describes the client. */
export const LoginBody = z.object({
  data: z.object({
    AUTHENTICATOR: z.string().optional(),
    LOGIN_NAME: z.string(),
    TOKEN: z.string().optional(),
  }),
})

const Name = z.string().optional()
export const LoginQuery = z.object({ warehouse: Name, databaseName: Name, schemaName: Name, roleName: Name })

/** Body of a statement (source: snowflake-connector-nodejs, lib/connection/statement.js). */
export const QueryBody = z.object({
  sqlText: z.string().max(assumptions.longestStatement.value),
  asyncExec: z.boolean().optional(),
  describeOnly: z.boolean().optional(),
  bindStage: z.string().nullish(),
  bindings: z.record(z.string(), z.object({ type: z.string(), value: z.unknown() })).nullish(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
})
export type QueryBody = z.infer<typeof QueryBody>

/** `Snowflake Token="…"` */
export function readSessionToken(authorization: string | undefined): string {
  return /^Snowflake Token="([^"]+)"$/.exec(authorization ?? '')?.[1] ?? ''
}
