import { openStore } from '@coco/server/open-store'
import { Client } from 'pg'

/** Where tests look for a Postgres, as somebody who may make databases. */
const ADMIN_URL = process.env.COCO_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const LOCK_SPACE = 7_265_002
const MAX_DATABASES = 200

let connected: Promise<Client> | undefined
let isThere: Promise<boolean> | undefined

/** Whether there is a Postgres to test with. */
export function hasPostgres(): Promise<boolean> {
  return (isThere ??= admin().then(
    () => true,
    () => false,
  ))
}

/** Whether it compares vectors: the embedded one always does. */
export async function hasPgvector(): Promise<boolean> {
  if (!(await hasPostgres())) return false
  const { rowCount } = await (await admin()).query("SELECT FROM pg_available_extensions WHERE name = 'vector'")
  return rowCount === 1
}

/**
 * One of a row of numbered databases, emptied. Making one takes a third of a second, so they are kept between runs; whoever
 * has one holds a lock that ends with the process.
 */
export async function borrowPostgres(schema: string, { isThrownAway }: { isThrownAway: boolean }) {
  const number = await takeNumber()
  const name = `coco_test_${number}`
  const client = await admin()
  if (!(await isUpToDate(name, schema))) {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${name}`)
    const store = await openStore({ databaseUrl: urlOf(name), dataDir: '', log: SILENT })
    await store.close()
    await client.query(`COMMENT ON DATABASE ${name} IS '${schema}'`)
  }
  await empty(name)
  return {
    url: urlOf(name),
    async remove() {
      if (isThrownAway) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await client.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_SPACE, number])
      ours.delete(number)
    },
  }
}

async function takeNumber(): Promise<number> {
  const client = await admin()
  for (let number = 1; number <= MAX_DATABASES; number++) {
    // A second stack in this process would be given the same lock again.
    if (ours.has(number)) continue
    ours.add(number)
    const { rows } = await client.query<{ isOurs: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS "isOurs"', [
      LOCK_SPACE,
      number,
    ])
    if (rows[0]?.isOurs) return number
    ours.delete(number)
  }
  throw new Error('every test database is taken')
}

const ours = new Set<number>()

async function isUpToDate(name: string, schema: string): Promise<boolean> {
  const { rows } = await (await admin()).query<{ schema: string | null }>(
    "SELECT shobj_description(oid, 'pg_database') AS schema FROM pg_database WHERE datname = $1",
    [name],
  )
  return rows[0]?.schema === schema
}

/** Without triggers: one of them keeps the audit record from being emptied. */
async function empty(name: string): Promise<void> {
  const client = await connect(urlOf(name))
  try {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [name],
    )
    const { rows } = await client.query<{ table: string }>(
      "SELECT oid::regclass::text AS table FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('coco'::regnamespace, 'identity'::regnamespace)",
    )
    const deletions = rows.map(({ table }) => `DELETE FROM ${table};`).join('')
    await client.query(`SET session_replication_role = replica; ${deletions}`)
  } finally {
    await client.end()
  }
}

/** As somebody who may make databases and roles; open as long as the process. */
export function admin(): Promise<Client> {
  return (connected ??= connect(ADMIN_URL).then((client) => {
    // Its locks last as long as the process; it is no reason for the process to last.
    ;(client as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref()
    return client
  }))
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** As that same somebody. */
export function urlOf(name: string): string {
  const url = new URL(ADMIN_URL)
  url.pathname = `/${name}`
  return url.href
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
