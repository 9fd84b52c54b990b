import { existsSync } from 'node:fs'
import { Client, type PoolConfig } from 'pg'
import { findOpenDatabase } from '../platform/database/embedded-database.ts'
import { isFolderLocked } from '../platform/database/lock-folder.ts'
import { findIsolationProblems } from './check-isolation.ts'
import { readMigrations } from './migrations.ts'
import { missingMemberships } from './missing-memberships.ts'
import { databaseFolder, embeddedConnection } from './open-store.ts'

/** What is to be said of a database without changing anything in it, or in the folder. */
export type StoreReport =
  /** The embedded one, while no server runs: opening it would be a server's work. */
  | { state: 'not_open'; folder: string; isThere: boolean }
  /** Another process holds the embedded one, and does not answer. */
  | { state: 'held'; folder: string }
  | { state: 'unreachable'; reason: string; why: Refused }
  | {
      state: 'open'
      version: string
      /** Migrations that the next start will run. */
      pending: readonly string[]
      /** Those of a newer program, and those that ran otherwise than they read here: no start will go on with them. */
      foreign: readonly string[]
      /** A sentence for each way in which it does not keep tenants apart. Empty before the first migration. */
      isolation: readonly string[]
      /** Rights that the migrations need and this user lacks; empty when there are none left to run. */
      missingRights: readonly string[]
      /** Roles that the server works as and this user may not; empty before the last migration, which needs other rights. */
      missingMemberships: readonly string[]
      /** Whether passages can be compared by meaning, now or after the next start. */
      hasVectors: boolean
    }

/** Which of its parts a refused connection blames. */
export type Refused = 'credentials' | 'database' | 'address'

const TIMEOUT_MS = 4_000

export async function inspectStore(place: { databaseUrl: string | null; dataDir: string }): Promise<StoreReport> {
  const folder = databaseFolder(place.dataDir)
  if (place.databaseUrl !== null) return inspect({ connectionString: place.databaseUrl })
  const host = findOpenDatabase(folder)
  const closed = { state: 'not_open', folder, isThere: existsSync(folder) } as const
  if (isFolderLocked(folder) && host === null) return { state: 'held', folder }
  if (host === null) return closed
  const report = await inspect(embeddedConnection(host))
  // What a killed server left there leads nowhere.
  if (report.state !== 'unreachable') return report
  return isFolderLocked(folder) ? { state: 'held', folder } : closed
}

async function inspect(connection: PoolConfig): Promise<StoreReport> {
  const client = new Client({ ...connection, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`)
    const ran = await recordedMigrations(client)
    const files = readMigrations()
    const pending = files.filter(({ name }) => !ran.has(name)).map(({ name }) => name)
    const here = new Map(files.map(({ name, sha256 }) => [name, sha256]))
    return {
      state: 'open',
      version: rows[0]?.version ?? '',
      pending,
      foreign: [...ran].filter(([name, sha256]) => here.get(name) !== sha256).map(([name]) => name),
      isolation: pending.length === 0 ? await findIsolationProblems(client) : [],
      missingRights: pending.length === 0 ? [] : await missingRights(client),
      missingMemberships: pending.length === 0 ? await missingMemberships(client) : [],
      hasVectors: await hasVectors(client),
    }
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string }
    const reason = typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : message
    return { state: 'unreachable', reason, why: toRefused(code) }
  } finally {
    await client.end().catch(() => {})
  }
}

/** SQLSTATE class 28: who one is; 3D000: no such database. https://www.postgresql.org/docs/current/errcodes-appendix.html */
function toRefused(code: unknown): Refused {
  if (code === '3D000') return 'database'
  return typeof code === 'string' && /^28\w{3}$/.test(code) ? 'credentials' : 'address'
}

/** What the first migrations do: make schemas, and the three roles where nobody has made them yet. */
async function missingRights(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ mayCreate: boolean; mayMakeRoles: boolean; roles: number }>(
    `SELECT has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
       (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS "mayMakeRoles",
       (SELECT count(*)::int FROM pg_roles WHERE rolname IN ('coco_app', 'coco_identity', 'coco_keeper')) AS roles`,
  )
  const { mayCreate, mayMakeRoles, roles } = rows[0] ?? { mayCreate: false, mayMakeRoles: false, roles: 0 }
  return [...(mayCreate ? [] : ['CREATE on the database']), ...(mayMakeRoles || roles === 3 ? [] : ['CREATEROLE'])]
}

async function hasVectors(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') AS found`,
  )
  return rows[0]?.found ?? false
}

async function recordedMigrations(client: Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('coco_migrations') IS NOT NULL AS "isThere"`,
  )
  if (!tables[0]?.isThere) return new Map()
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM coco_migrations')
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}
