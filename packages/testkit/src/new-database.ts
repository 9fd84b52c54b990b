import { openEmbeddedDatabase } from '@coco/server/embedded-database'
import { openStore, type Store } from '@coco/server/open-store'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { DatabasePlace } from './database-owner.ts'
import { createTestDatabase } from './test-database.ts'
import { admin, urlOf } from './test-postgres.ts'

/** A database in which no Coco has been: for what a first start does, and an upgrade. */
export interface NewDatabase extends DatabasePlace, AsyncDisposable {
  /** As a start does; `applied` are the migrations that it ran. */
  open(): Promise<{ store: Store; applied: readonly string[] }>
  /** Brings it up to date, the embedded one by copying one that is: making it takes seconds. */
  make(): Promise<void>
  /** As the owner of the database, while no store is open on the embedded one. */
  run(sql: string): Promise<void>
}

/** `plain-owner`: a Postgres whose owner is no superuser and may not make roles. `stranger`: nor was given the three. */
export type NewDatabaseKind = 'embedded' | 'postgres' | 'plain-owner' | 'stranger'

export async function createNewDatabase(kind: NewDatabaseKind): Promise<NewDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coco-new-'))
  const postgres = kind === 'embedded' ? null : await createPostgres(kind)
  const databaseUrl = postgres?.url ?? null

  async function open() {
    const applied: string[] = []
    const info = (fields: { applied?: string[] }) => void applied.push(...(fields.applied ?? []))
    const store = await openStore({ databaseUrl, dataDir, log: { info, warn: nothing, fatal: nothing } })
    return { store, applied }
  }

  async function make(): Promise<void> {
    if (databaseUrl === null) await createTestDatabase(dataDir, 'embedded')
    else await (await open()).store.close()
  }

  async function run(sql: string): Promise<void> {
    const embedded = databaseUrl === null ? await openEmbeddedDatabase(join(dataDir, 'database')) : null
    const client = new Client(
      embedded === null
        ? { connectionString: databaseUrl ?? '' }
        : { host: embedded.host, user: 'postgres', database: 'postgres' },
    )
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
      await embedded?.close()
    }
  }

  return {
    databaseUrl,
    dataDir,
    open,
    make,
    run,
    async [Symbol.asyncDispose]() {
      await postgres?.remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function createPostgres(kind: Exclude<NewDatabaseKind, 'embedded'>) {
  const client = await admin()
  const name = `coco_new_${randomBytes(6).toString('hex')}`
  if (kind === 'postgres') {
    await client.query(`CREATE DATABASE ${name}`)
    return { url: urlOf(name), remove: () => client.query(`DROP DATABASE ${name} WITH (FORCE)`) }
  }
  const password = randomBytes(12).toString('hex')
  await client.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`)
  if (kind === 'plain-owner') await client.query(`${MAKE_ROLES} GRANT coco_app, coco_identity, coco_keeper TO ${name}`)
  await client.query(`CREATE DATABASE ${name} OWNER ${name}`)
  const url = new URL(urlOf(name))
  url.username = name
  url.password = password
  return {
    url: url.href,
    async remove() {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await client.query(`DROP ROLE ${name}`)
    },
  }
}

/** Once for the whole cluster, as an administrator would for an owner who may not. */
const MAKE_ROLES = ['coco_app', 'coco_identity', 'coco_keeper']
  .map(
    (role) =>
      `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`,
  )
  .join(' ')

const nothing = () => {}
