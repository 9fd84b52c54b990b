import { tempFolder } from '@coco/core/testing/temp-folder'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from './open-store.ts'
import * as conversationTables from './tables/conversation-tables.ts'
import * as documentTables from './tables/document-tables.ts'
import * as identityTables from './tables/identity-tables.ts'
import * as promptTables from './tables/prompt-tables.ts'
import * as recordTables from './tables/record-tables.ts'
import * as tenantTables from './tables/tenant-tables.ts'
import { passageVectors, personalPassageVectors } from './tables/vector-tables.ts'

const FILES = [conversationTables, documentTables, identityTables, promptTables, recordTables, tenantTables]
const TABLES = [...FILES.flatMap((file) => Object.values<PgTable>(file)), passageVectors, personalPassageVectors].map(
  getTableConfig,
)
/** Of a database that is made from nothing; a busy machine takes its time. */
const A_WHILE = 60_000
const nothing = () => {}
const folder = tempFolder()
let store: Store
beforeAll(async () => {
  const log = { info: nothing, warn: nothing, fatal: nothing }
  store = await openStore({ databaseUrl: null, dataDir: folder.path, log })
}, A_WHILE)
afterAll(async () => {
  await store.close()
  folder[Symbol.dispose]()
})

function columnsOf(schema: string | undefined, table: string): Promise<string[]> {
  return store.database.transaction({}, async (tx) => {
    const { rows } = await tx.$client.query<{ column: string }>(
      `SELECT attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END AS column
       FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname`,
      [`${schema}.${table}`],
    )
    return rows.map(({ column }) => column)
  })
}

test.each(TABLES.map((table) => [`${table.schema}.${table.name}`, table] as const))(
  '%s is in the database what it is in TypeScript: names, types, and which may be null',
  async (_name, { schema, name, columns }) => {
    const declared = columns.map((column) => {
      const isRequired = column.notNull || column.primary
      return `${column.name} ${column.getSQLType()}${isRequired ? ' not null' : ''}`
    })
    expect(declared.sort()).toEqual(await columnsOf(schema, name))
  },
)
