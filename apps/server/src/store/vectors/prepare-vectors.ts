import type { Client } from 'pg'
import { readVectorSteps } from './vector-steps.ts'

/** Whether this database compares vectors. */
export interface VectorState {
  isAvailable: boolean
  /** Why not, and what an operator does about it. Null when it does. */
  reason: string | null
}

/** Any number but the migrations' own: two processes that start at once do this one after the other. */
const LOCK = 7_265_002

/**
 * Makes the tables of vectors, and brings them up to date, wherever the database has pgvector: at each start, because it may
 * have come since the last one. Where it has not, nothing fails: documents are then found by their words alone.
 */
export async function prepareVectors(client: Client): Promise<VectorState> {
  await client.query(`SELECT pg_advisory_lock(${LOCK})`)
  try {
    const missing = await addExtension(client)
    if (missing !== null) return { isAvailable: false, reason: missing }
    await takeSteps(client)
    return { isAvailable: true, reason: null }
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => {})
  }
}

/** @returns why it cannot be had; null when it is there */
async function addExtension(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ isInstalled: boolean }>(
    `SELECT installed_version IS NOT NULL AS "isInstalled" FROM pg_available_extensions WHERE name = 'vector'`,
  )
  const [extension] = rows
  if (extension === undefined) return NOT_THERE
  if (extension.isInstalled) return null
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS vector')
    return null
  } catch (error) {
    // 42501: it may not; 58P01 and 0A000: it is named, and its files are not there.
    if (hasCode(error, ['42501'])) return NOT_ALLOWED
    if (hasCode(error, ['58P01', '0A000'])) return NOT_THERE
    throw error
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && codes.includes(code)
}

const NOT_THERE =
  'The database server has no pgvector. Install it there (Debian: postgresql-16-pgvector, with the number of the server’s version), and start Coco again.'
const NOT_ALLOWED =
  'The user of DATABASE_URL may not add pgvector. A superuser runs once in this database: CREATE EXTENSION vector; then start Coco again.'

async function takeSteps(client: Client): Promise<void> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS coco_vector_steps (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  )
  if (!(await areWhole(client))) await startOver(client)
  const { rows } = await client.query<{ name: string }>('SELECT name FROM coco_vector_steps')
  const taken = new Set(rows.map(({ name }) => name))
  for (const { name, sql, sha256 } of readVectorSteps()) {
    if (taken.has(name)) continue
    await inTransaction(client, async () => {
      await client.query(sql)
      await client.query('INSERT INTO coco_vector_steps (name, sha256) VALUES ($1, $2)', [name, sha256])
    })
  }
}

/** The extension takes its columns along when it is dropped: what is left of the tables is of no use. */
async function areWhole(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ columns: number }>(
    `SELECT count(*)::int AS columns FROM pg_attribute
     WHERE attrelid IN (to_regclass('coco.passage_vectors'), to_regclass('coco.personal_passage_vectors'))
       AND atttypid = 'vector'::regtype AND NOT attisdropped`,
  )
  return rows[0]?.columns === 2
}

async function startOver(client: Client): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('DROP TABLE IF EXISTS coco.passage_vectors, coco.personal_passage_vectors')
    await client.query('DELETE FROM coco_vector_steps')
  })
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
