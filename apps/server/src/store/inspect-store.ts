import { existsSync } from 'node:fs'
import { Client, type PoolConfig } from 'pg'
import { findOpenDatabase } from '../platform/database/embedded-database.ts'
import { findIsolationProblems } from './check-isolation.ts'
import { readMigrations } from './migrations.ts'
import { databaseFolder, embeddedConnection } from './open-store.ts'

/** What is to be said of a database without changing anything in it, or in the folder. */
export type StoreReport =
  /** The embedded one, while no server runs: opening it would be a server's work. */
  | { state: 'not_open'; folder: string; isThere: boolean }
  | { state: 'unreachable'; reason: string }
  | {
      state: 'open'
      version: string
      /** Migrations that the next start will run. */
      pending: readonly string[]
      /** Those of a newer program, and those that ran otherwise than they read here: no start will go on with them. */
      foreign: readonly string[]
      /** A sentence for each way in which it does not keep tenants apart. Empty before the first migration. */
      isolation: readonly string[]
    }

const TIMEOUT_MS = 4_000

export async function inspectStore(place: { databaseUrl: string | null; dataDir: string }): Promise<StoreReport> {
  const folder = databaseFolder(place.dataDir)
  if (place.databaseUrl !== null) return inspect({ connectionString: place.databaseUrl })
  const host = findOpenDatabase(folder)
  const closed = { state: 'not_open', folder, isThere: existsSync(folder) } as const
  if (host === null) return closed
  const report = await inspect(embeddedConnection(host))
  // What a killed server left there leads nowhere.
  return report.state === 'unreachable' ? closed : report
}

async function inspect(connection: PoolConfig): Promise<StoreReport> {
  const client = new Client({ ...connection, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`)
    const ran = await recordedMigrations(client)
    const files = readMigrations()
    const here = new Map(files.map(({ name, sha256 }) => [name, sha256]))
    return {
      state: 'open',
      version: rows[0]?.version ?? '',
      pending: files.filter(({ name }) => !ran.has(name)).map(({ name }) => name),
      foreign: [...ran].filter(([name, sha256]) => here.get(name) !== sha256).map(([name]) => name),
      isolation: files.every(({ name }) => ran.has(name)) ? await findIsolationProblems(client) : [],
    }
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string }
    return { state: 'unreachable', reason: typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : message }
  } finally {
    await client.end().catch(() => {})
  }
}

async function recordedMigrations(client: Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('coco_migrations') IS NOT NULL AS "isThere"`,
  )
  if (!tables[0]?.isThere) return new Map()
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM coco_migrations')
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}
