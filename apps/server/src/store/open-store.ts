import { join } from 'node:path'
import { Client, type PoolConfig } from 'pg'
import { isConnectionProblem } from '../platform/database/connection-problem.ts'
import { createDatabase, type Database, type DatabaseLog } from '../platform/database/database.ts'
import { findOpenDatabase, openEmbeddedDatabase } from '../platform/database/embedded-database.ts'
import { migrate } from '../platform/database/migrate.ts'
import { requireIsolation } from './check-isolation.ts'
import { requireMemberships } from './missing-memberships.ts'
import { createDoors, type Doors } from './doors.ts'
import { readMigrations } from './migrations.ts'
import { prepareVectors, type VectorState } from './vectors/prepare-vectors.ts'
import { createVectorIndexes, type VectorIndexes } from './vectors/vector-indexes.ts'

/** What the server is given: no way to the data but the doors. */
export type ServerStore = Omit<Store, 'database'> & { database: Pick<Database, 'health' | 'stats'> }

export interface Store {
  doors: Doors
  database: Database
  kind: 'embedded' | 'postgres'
  /** Whether passages can be compared by meaning. */
  vectors: VectorState
  /** Over those of large tenants. */
  vectorIndexes: VectorIndexes
  close(): Promise<void>
}

export interface StoreOptions {
  /** Null: the embedded database, in `dataDir`. */
  databaseUrl: string | null
  dataDir: string
  /** Passages of one tenant's part that are compared one by one. Left out: what each database does best. */
  exactUpTo?: number
  log: DatabaseLog
}

/** How the database is reached, and what it does well. */
interface Place {
  connection: PoolConfig
  maxConnections: number
  exactUpTo: number
  isConcurrent: boolean
}

/** What a caller of a database that is ill waits at most, so that nobody waits 5 s for an answer. */
const TIMEOUT_MS = 4_000
/** A command beside a server waits for its turn: several of them share the embedded database's one session. */
const COMMAND_TIMEOUT_MS = 20_000
const MAX_CONNECTIONS = 10
/** About a fifth of a second of comparing. */
const EXACT_UP_TO = 20_000

/**
 * Opens the database, brings it up to date and makes sure that it keeps tenants apart. Nothing is served before that.
 * @throws Error that says what is wrong and what to do
 */
export async function openStore({ databaseUrl, dataDir, exactUpTo, log }: StoreOptions): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl, exactUpTo, log)
  const embedded = await openEmbeddedDatabase(databaseFolder(dataDir))
  try {
    const { close, ...prepared } = await prepare(embeddedPlace(embedded.host, exactUpTo), log)
    let isClosing = false
    void embedded.ended.then((error) => isClosing || log.fatal({ err: error }, 'the embedded database has ended'))
    return {
      ...prepared,
      kind: 'embedded',
      async close() {
        isClosing = true
        await close()
        await embedded.close()
      },
    }
  } catch (error) {
    await embedded.close()
    throw error
  }
}

/**
 * The same for a command that runs beside a server: the embedded database is reached through the process that has it open,
 * or opened when none has.
 */
export async function joinStore(options: StoreOptions): Promise<Store> {
  const host = options.databaseUrl === null ? findOpenDatabase(databaseFolder(options.dataDir)) : null
  if (host === null) return openStore(options)
  try {
    return {
      ...(await prepare(embeddedPlace(host, options.exactUpTo), options.log, COMMAND_TIMEOUT_MS)),
      kind: 'embedded',
    }
  } catch (error) {
    // What a killed server left there leads nowhere.
    if (isConnectionProblem(error)) return openStore(options)
    throw error
  }
}

async function openPostgres(databaseUrl: string, exactUpTo: number | undefined, log: DatabaseLog): Promise<Store> {
  const connection = { connectionString: databaseUrl }
  const place = { connection, maxConnections: MAX_CONNECTIONS, exactUpTo: exactUpTo ?? EXACT_UP_TO, isConcurrent: true }
  return { ...(await prepare(place, log)), kind: 'postgres' }
}

/**
 * One connection: the embedded database does one thing at a time, and so nothing of two callers can meet on it. An index of
 * vectors would keep everybody waiting for minutes while it is built, so it has none.
 */
function embeddedPlace(host: string, exactUpTo = Infinity): Place {
  return { connection: embeddedConnection(host), maxConnections: 1, exactUpTo, isConcurrent: false }
}

async function prepare(place: Place, log: DatabaseLog, timeoutMs = TIMEOUT_MS) {
  const { connection, maxConnections, exactUpTo, isConcurrent } = place
  const client = new Client({ ...connection, connectionTimeoutMillis: timeoutMs })
  client.on('error', () => {})
  let vectors: VectorState
  try {
    await client.connect()
    const { applied } = await migrate(client, readMigrations())
    if (applied.length > 0) log.info({ applied }, 'the database was brought up to date')
    vectors = await prepareVectors(client)
    await requireIsolation(client)
    await requireMemberships(client)
  } catch (error) {
    throw explain(error)
  } finally {
    await client.end().catch(() => {})
  }
  const database = createDatabase({ connection, maxConnections, timeoutMs, log })
  const { isAvailable } = vectors
  const vectorIndexes = createVectorIndexes({ connection, isAvailable, exactUpTo, isConcurrent })
  return { database, doors: createDoors(database), vectors, vectorIndexes, close: () => database.close() }
}

/** Its one user is a superuser, for whom policies mean nothing: `doors.ts` never works as that one. */
export function embeddedConnection(host: string): PoolConfig {
  return { host, user: 'postgres', database: 'postgres' }
}

export function databaseFolder(dataDir: string): string {
  return join(dataDir, 'database')
}

/** What `pg` says of a connection that is not taken in time. */
const SILENT = /^timeout expired|^timeout exceeded/

function explain(error: unknown): Error {
  const { code, message } = error as { code?: unknown; message: string; cause?: { code?: unknown } }
  const reason = (error as { cause?: { code?: unknown } }).cause?.code ?? code
  if (reason === '42501') {
    const roles = 'CREATE ROLE coco_app NOLOGIN; CREATE ROLE coco_identity NOLOGIN; CREATE ROLE coco_keeper NOLOGIN;'
    return new Error(
      `${message}. The user of DATABASE_URL must own the database. If it may not create roles, an administrator runs once: ${roles} GRANT coco_app, coco_identity, coco_keeper TO that user;`,
      { cause: error },
    )
  }
  // Class 28: who one is; 3D000: no such database.
  if (typeof code === 'string' && /^(28\w{3}|3D000)$/.test(code)) {
    return new Error(`Cannot start: the database of DATABASE_URL refuses the connection: ${message}.`, { cause: error })
  }
  if (isConnectionProblem(error)) {
    const why =
      typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : SILENT.test(message) ? 'it does not answer' : message
    return new Error(`Cannot start: the database of DATABASE_URL cannot be reached (${why}).`, { cause: error })
  }
  return error instanceof Error ? error : new Error(String(error))
}
