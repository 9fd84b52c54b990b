import { z } from 'zod'

/** The kinds of object that privileges are granted on one by one. Models belong to Snowflake and are no records. */
export const ObjectKind = z.enum(['WAREHOUSE', 'DATABASE', 'SCHEMA', 'TABLE', 'CORTEX SEARCH SERVICE', 'AGENT'])
export type ObjectKind = z.infer<typeof ObjectKind>

/** An object by its whole name: one part for a warehouse or database, two for a schema, three for what is in a schema. */
export const ObjectRef = z.object({ kind: ObjectKind, path: z.array(z.string()) })
export type ObjectRef = z.infer<typeof ObjectRef>

/** A privilege on an object. Who owns an object holds them all; ownership is kept in the object itself. */
export const ObjectPrivilege = z.enum([
  'USAGE',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'MODIFY',
  'MONITOR',
  'OPERATE',
  'CREATE SCHEMA',
  'CREATE TABLE',
  'CREATE CORTEX SEARCH SERVICE',
  'CREATE AGENT',
])
export type ObjectPrivilege = z.infer<typeof ObjectPrivilege>

export const ObjectGrant = z.object({
  privilege: ObjectPrivilege,
  object: ObjectRef,
  /** An account role. */
  role: z.string(),
  grantOption: z.boolean(),
  grantedBy: z.string(),
  createdAtMs: z.number(),
})
export type ObjectGrant = z.infer<typeof ObjectGrant>

const owned = { owner: z.string(), comment: z.string(), createdAtMs: z.number() }

export const WarehouseRecord = z.object({
  name: z.string(),
  size: z.string(),
  /** 0 = never */
  autoSuspendSeconds: z.number(),
  autoResume: z.boolean(),
  suspended: z.boolean(),
  ...owned,
})
export type WarehouseRecord = z.infer<typeof WarehouseRecord>

export const DatabaseRecord = z.object({ name: z.string(), ...owned })
export type DatabaseRecord = z.infer<typeof DatabaseRecord>

export const SchemaRecord = z.object({ database: z.string(), name: z.string(), ...owned })
export type SchemaRecord = z.infer<typeof SchemaRecord>

export const ColumnType = z.enum([
  'TEXT',
  'NUMBER',
  'FLOAT',
  'BOOLEAN',
  'BINARY',
  'DATE',
  'TIME',
  'TIMESTAMP_NTZ',
  'TIMESTAMP_LTZ',
  'TIMESTAMP_TZ',
  'ARRAY',
  'VARIANT',
  'OBJECT',
])
export type ColumnType = z.infer<typeof ColumnType>

export const ColumnRecord = z.object({
  name: z.string(),
  type: ColumnType,
  /** Characters of a TEXT; null for other types. */
  length: z.number().nullable(),
  /** Digits of a NUMBER in all and after the point; null for other types. */
  precision: z.number().nullable(),
  scale: z.number().nullable(),
  nullable: z.boolean(),
  comment: z.string(),
})
export type ColumnRecord = z.infer<typeof ColumnRecord>

/** What is known about a table but its rows. */
export const TableRecord = z.object({
  /** Rows are kept under it. A table that takes another one's place has another. */
  id: z.string(),
  database: z.string(),
  schema: z.string(),
  name: z.string(),
  columns: z.array(ColumnRecord),
  /** Names of columns. As in Snowflake, nothing enforces that they are unique, only that they are not null. */
  primaryKey: z.array(z.string()),
  changeTracking: z.boolean(),
  ...owned,
})
export type TableRecord = z.infer<typeof TableRecord>

export const SearchServiceRecord = z.object({
  id: z.string(),
  database: z.string(),
  schema: z.string(),
  name: z.string(),
  searchColumn: z.string(),
  primaryKey: z.array(z.string()),
  attributes: z.array(z.string()),
  warehouse: z.string(),
  targetLag: z.string(),
  embeddingModel: z.string(),
  /** The query behind it: the table by its whole name, and the columns that are selected. */
  source: z.object({ table: z.array(z.string()), columns: z.array(z.string()) }),
  /** That query as it was written. */
  definition: z.string(),
  ...owned,
})
export type SearchServiceRecord = z.infer<typeof SearchServiceRecord>

export const AgentRecord = z.object({
  database: z.string(),
  schema: z.string(),
  name: z.string(),
  /** JSON, as it was written; null when none was. */
  profile: z.string().nullable(),
  /** YAML, as it was written. */
  specification: z.string(),
  ...owned,
})
export type AgentRecord = z.infer<typeof AgentRecord>
