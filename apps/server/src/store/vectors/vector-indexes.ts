import type { TenantId } from '@coco/shared/ids'
import { Client, type PoolConfig } from 'pg'
import { readVectorIndexName, vectorIndexName } from './vector-index-name.ts'

/**
 * Indexes over the vectors of large tenants: one for each tenant and part, over its rows alone, so that however a search is
 * filtered nothing of others stands in its way. Below a size all of a part is compared instead, which misses nothing.
 */
export interface VectorIndexes {
  /** Passages of one tenant's part that are compared one by one; Infinity: always. */
  exactUpTo: number
  /**
   * Builds the index of a part that has grown large, drops that of one that has become small. For whoever has time: a build
   * takes minutes. `signal` ends the waiting, and leaves what is being built to the database.
   */
  keep(tenant: TenantId, isPersonal: boolean, signal: AbortSignal): Promise<void>
  /** The same for all of these tenants, and for whoever has an index and is no more. */
  keepAll(tenants: readonly TenantId[], signal: AbortSignal): Promise<void>
}

/** Any number but the others' own: two processes do not build the same index. */
const LOCK_SPACE = 7_265_003
/** With a part of this share of the bound it is small again: not every deletion and upload in turn builds and drops. */
const SMALL_SHARE = 0.5
/** The graph of 80,000 passages fits: what does not fit is built many times slower. */
const BUILD_MEMORY = '320MB'

export function createVectorIndexes(deps: {
  /** Of the tables' owner: nobody else may make an index. */
  connection: PoolConfig
  isAvailable: boolean
  exactUpTo: number
  /** While others read and write. The embedded database does one thing at a time, and knows no such way. */
  isConcurrent: boolean
}): VectorIndexes {
  const { exactUpTo } = deps
  const isOff = !deps.isAvailable || exactUpTo === Infinity
  const atWork = new Map<string, Promise<void>>()

  function keep(tenant: TenantId, isPersonal: boolean, signal: AbortSignal): Promise<void> {
    if (isOff) return Promise.resolve()
    const name = vectorIndexName(tenant, isPersonal)
    const work = (atWork.get(name) ?? Promise.resolve())
      .catch(() => {})
      .then(() => connected(signal, (client) => bringUpToDate(client, { name, tenant, isPersonal })))
      .finally(() => atWork.get(name) === work && atWork.delete(name))
    atWork.set(name, work)
    return work
  }

  async function keepAll(tenants: readonly TenantId[], signal: AbortSignal): Promise<void> {
    if (isOff) return
    const wanted = new Set(tenants.flatMap((tenant) => [vectorIndexName(tenant, false), vectorIndexName(tenant, true)]))
    const there = await connected(signal, (client) => client.query<{ name: string }>(INDEXES))
    for (const { name } of there.rows) wanted.add(name)
    for (const name of wanted) {
      const of = readVectorIndexName(name)
      if (of !== null) await keep(of.tenant, of.isPersonal, signal)
    }
  }

  async function connected<T>(signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    const client = new Client(deps.connection)
    client.on('error', () => {})
    const stop = () => void client.end().catch(() => {})
    signal.addEventListener('abort', stop)
    try {
      await client.connect()
      return await work(client)
    } finally {
      signal.removeEventListener('abort', stop)
      await client.end().catch(() => {})
    }
  }

  async function bringUpToDate(client: Client, part: { name: string; tenant: TenantId; isPersonal: boolean }) {
    const { name, tenant, isPersonal } = part
    const lock = [LOCK_SPACE, name]
    const { rows } = await client.query<{ isOurs: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS "isOurs"',
      lock,
    )
    if (!rows[0]?.isOurs) return
    try {
      const table = isPersonal ? 'coco.personal_passage_vectors' : 'coco.passage_vectors'
      const state = await stateOf(client, name)
      const size = await countUpTo(client, table, tenant, exactUpTo + 1)
      const manner = deps.isConcurrent ? 'CONCURRENTLY' : ''
      const isLarge = size > exactUpTo && (await hasIterativeScans(client))
      // One that is not valid is what a build left that broke off.
      if (state === 'broken' || (state === 'valid' && size < SMALL_SHARE * exactUpTo)) {
        await client.query(`DROP INDEX ${manner} coco."${name}"`)
      }
      if (state === 'valid' || !isLarge) return
      await client.query(`SET maintenance_work_mem = '${BUILD_MEMORY}'`)
      await client.query('SET statement_timeout = 0')
      // Parameters are not taken here. Both are made of a slug.
      await client.query(
        `CREATE INDEX ${manner} "${name}" ON ${table} USING hnsw (embedding vector_cosine_ops) WHERE tenant_id = '${tenant}'`,
      )
    } finally {
      await client.query('RESET maintenance_work_mem').catch(() => {})
      await client.query('RESET statement_timeout').catch(() => {})
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', lock).catch(() => {})
    }
  }

  return { exactUpTo: isOff ? Infinity : exactUpTo, keep, keepAll }
}

async function stateOf(client: Client, name: string): Promise<'none' | 'valid' | 'broken'> {
  const { rows } = await client.query<{ isValid: boolean }>(
    'SELECT indisvalid AS "isValid" FROM pg_index WHERE indexrelid = to_regclass($1)',
    [`coco."${name}"`],
  )
  if (rows[0] === undefined) return 'none'
  return rows[0].isValid ? 'valid' : 'broken'
}

/** The owner is held by the policies too: rows are counted as their tenant. */
async function countUpTo(client: Client, table: string, tenant: TenantId, most: number): Promise<number> {
  await client.query('BEGIN')
  try {
    await client.query(
      `SELECT set_config('role', 'coco_app', true), set_config('coco.tenant_id', $1, true), set_config('coco.pii_access', 'on', true)`,
      [tenant],
    )
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT FROM ${table} WHERE tenant_id = $1 LIMIT $2) AS counted`,
      [tenant, most],
    )
    return rows[0]?.n ?? 0
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Older ones stop after a few rows, however many of these a filter takes away. */
async function hasIterativeScans(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'`,
  )
  const [major = 0, minor = 0] = (rows[0]?.version ?? '').split('.').map(Number)
  return major > 0 || minor >= 8
}

const INDEXES = `
  SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'coco'::regnamespace AND relkind = 'i' AND relname ~ '^(personal_)?vectors_of_'`
