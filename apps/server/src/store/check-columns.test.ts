import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { readMigrations } from './migrations.ts'
import * as conversationTables from './tables/conversation-tables.ts'
import * as documentTables from './tables/document-tables.ts'
import * as identityTables from './tables/identity-tables.ts'
import * as promptTables from './tables/prompt-tables.ts'
import * as recordTables from './tables/record-tables.ts'
import * as tenantTables from './tables/tenant-tables.ts'
import { passageVectors, personalPassageVectors } from './tables/vector-tables.ts'
import { readVectorSteps } from './vectors/vector-steps.ts'

const FILES = [conversationTables, documentTables, identityTables, promptTables, recordTables, tenantTables]
const TABLES = [...FILES.flatMap((file) => Object.values<PgTable>(file)), passageVectors, personalPassageVectors]
const sql = [...readMigrations(), ...readVectorSteps()].map((migration) => migration.sql).join('\n')

/** The columns that the migrations name: where the table is made, and where it is altered. */
function columnsInSql(table: string): Set<string | undefined> {
  // One that is made like another has that one's columns.
  const model = new RegExp(`CREATE TABLE ${table.replace('.', '\\.')} \\(\\s*LIKE (\\S+) `).exec(sql)?.[1]
  if (model !== undefined) return columnsInSql(model)
  const body = new RegExp(`CREATE TABLE ${table.replace('.', '\\.')} \\(\\n([\\s\\S]*?)\\n\\);`).exec(sql)?.[1] ?? ''
  const made = body.split('\n').flatMap((line) => /^ {2}([a-z0-9_]+) [a-z]/.exec(line)?.[1] ?? [])
  const added = [...sql.matchAll(new RegExp(`^ALTER TABLE ${table} ADD COLUMN ([a-z0-9_]+) `, 'gm'))].map(
    ([, name]) => name,
  )
  return new Set([...made, ...added])
}

test.each(TABLES.map((table) => [`${getTableConfig(table).schema}.${getTableConfig(table).name}`, table] as const))(
  '%s has in TypeScript the columns that the migrations make',
  (name, table) => {
    expect(new Set(getTableConfig(table).columns.map((column) => column.name))).toEqual(columnsInSql(name))
  },
)

test('every table of the migrations is there in TypeScript', () => {
  const made = [...sql.matchAll(/^CREATE TABLE (\S+)/gm)].map((match) => match[1])
  const declared = TABLES.map((table) => `${getTableConfig(table).schema}.${getTableConfig(table).name}`)
  expect(new Set(declared)).toEqual(new Set(made))
})
