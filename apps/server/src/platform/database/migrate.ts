import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'

/** Any number, the same in every version: whoever holds it migrates, the others wait. In the text: see check-isolation.ts. */
const LOCK = 7_265_001

/**
 * Brings the database up to the last of the migrations, in order, each in a transaction of its own
 * with its record. Only forward. Two processes at once: one migrates, one waits.
 * @throws Error when the database is newer than this program, or a file that has run was changed
 */
export async function migrate(client: Client, files: readonly Migration[]): Promise<{ applied: string[] }> {
  await client.query(`SELECT pg_advisory_lock(${LOCK})`)
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS coco_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM coco_migrations')
    const known = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
    requireKnown(known, files)
    const pending = files.filter(({ name }) => !known.has(name))
    for (const { name, sql, sha256 } of pending) await apply(client, name, sql, sha256)
    return { applied: pending.map(({ name }) => name) }
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => {})
  }
}

export interface Migration {
  name: string
  sql: string
  sha256: string
}

export function readMigrationFiles(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

function requireKnown(known: ReadonlyMap<string, string>, files: readonly Migration[]): void {
  const names = new Set(files.map(({ name }) => name))
  const newer = [...known.keys()].filter((name) => !names.has(name))
  if (newer.length > 0) {
    throw new Error(
      `The database was made by a newer Coco (${newer.join(', ')}). Start that version, or restore a backup.`,
    )
  }
  const changed = files.filter(({ name, sha256 }) => known.has(name) && known.get(name) !== sha256)
  if (changed.length > 0) {
    throw new Error(
      `${changed.map(({ name }) => name).join(', ')} was changed after it had run. Write a new migration.`,
    )
  }
}

async function apply(client: Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query('INSERT INTO coco_migrations (name, sha256) VALUES ($1, $2)', [name, sha256])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
