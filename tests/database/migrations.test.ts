import { TenantId } from '@coco/shared/ids'
import { connectAsOwner, type DatabasePlace } from '@coco/testkit/database-owner'
import { createNewDatabase } from '@coco/testkit/new-database'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'

/** The embedded database is opened up to five times in a test: seconds each, and more on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const ALL = readdirSync(join(import.meta.dirname, '../../apps/server/src/store/migrations')).sort()
const KINDS = (await hasPostgres()) ? (['embedded', 'postgres'] as const) : (['embedded'] as const)

/** As if the fourth migration had never run. */
const BACK_TO_THE_THIRD = `
  DROP TABLE coco.feedback, coco.shared_prompts, coco.prompts, coco.usage, coco.audit, coco.generations, coco.messages,
    coco.conversations CASCADE;
  DROP TABLE IF EXISTS coco.passage_vectors, coco.personal_passage_vectors, coco_vector_steps;
  DROP TABLE coco.passages, coco.personal_passages, coco.documents, coco.personal_documents, coco.uploads CASCADE;
  ALTER TABLE coco.tenant_settings DROP COLUMN answer_rules, DROP COLUMN document_settings, DROP COLUMN demo_documents_at;
  DROP FUNCTION coco.refuse_change, coco.reads_personal;
  DELETE FROM coco_migrations WHERE name >= '0004'`

async function recorded(place: DatabasePlace): Promise<string[]> {
  await using owner = await connectAsOwner(place)
  const { rows } = await owner.query<{ name: string }>('SELECT name FROM coco_migrations ORDER BY name')
  return rows.map(({ name }) => name)
}

async function isThere(place: DatabasePlace, table: string): Promise<boolean> {
  await using owner = await connectAsOwner(place)
  return (await owner.query<{ found: boolean }>(`SELECT to_regclass('${table}') IS NOT NULL AS found`)).rows[0]!.found
}

/** A machine with much to do is no failure. */
const WAIT = { timeout: 15_000 }

describe.each(KINDS)('a %s database', (kind) => {
  test('is brought up to date once, and left alone by the next start', async () => {
    await using database = await createNewDatabase(kind)
    const first = await database.open()
    expect(first.applied).toEqual(ALL)
    expect(await recorded(database)).toEqual(ALL)
    await first.store.close()
    const second = await database.open()
    expect(second.applied).toEqual([])
    await second.store.close()
  })

  test('in which a migration broke in the middle has nothing of it, and the next start does it whole', async () => {
    await using database = await createNewDatabase(kind)
    await database.make()
    // Conversations are made before messages, of which one is in the way.
    await database.run(`${BACK_TO_THE_THIRD}; CREATE TABLE coco.messages (of_somebody_else text)`)
    await expect(database.open()).rejects.toThrow(/^The migration 0004_conversations\.sql failed: .*already exists/)
    await database.run('DROP TABLE coco.messages; SELECT 1 FROM coco_migrations')
    await database.run("DO $$ BEGIN ASSERT to_regclass('coco.conversations') IS NULL; END $$")
    const { store, applied } = await database.open()
    expect(applied).toEqual(ALL.filter((name) => name >= '0004'))
    expect(await isThere(database, 'coco.conversations')).toBe(true)
    await store.close()
  })

  test('that a newer Coco has worked on is refused', async () => {
    await using database = await createNewDatabase(kind)
    await database.make()
    await database.run("INSERT INTO coco_migrations (name, sha256) VALUES ('0099_future.sql', 'x')")
    await expect(database.open()).rejects.toThrow(
      'The database was made by a newer Coco (0099_future.sql). Start that version, or restore a backup.',
    )
  })

  test('with a migration that was changed after it had run is refused', async () => {
    await using database = await createNewDatabase(kind)
    await database.make()
    await database.run("UPDATE coco_migrations SET sha256 = 'other' WHERE name LIKE '0002%'")
    await expect(database.open()).rejects.toThrow('0002_identity.sql was changed after it had run.')
  })
})

describe.skipIf(!(await hasPostgres()))('on Postgres', () => {
  test('of two that start at once one migrates, and the other waits for it', async () => {
    await using database = await createNewDatabase('postgres')
    const starts = await Promise.all([database.open(), database.open(), database.open()])
    expect(starts.map(({ applied }) => applied.length).sort((a, b) => a - b)).toEqual([0, 0, ALL.length])
    expect(await recorded(database)).toEqual(ALL)
    for (const { store } of starts) await store.close()
  })

  test('a start that is killed in mid-migration leaves nothing half done, and holds up nobody', async () => {
    await using database = await createNewDatabase('postgres')
    await database.make()
    await database.run(BACK_TO_THE_THIRD)
    await using other = await connectAsOwner(database)
    // Somebody makes a table of that name in this moment, so that the migration has to wait half-way.
    await other.query('BEGIN')
    await other.query('CREATE TABLE coco.messages (of_somebody_else text)')
    const start = database.open().catch((error: Error) => error)
    await using owner = await connectAsOwner(database)
    const waiting = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    await expect.poll(async () => (await owner.query(`SELECT pid ${waiting}`)).rows, WAIT).toHaveLength(1)
    await owner.query(`SELECT pg_terminate_backend(pid) ${waiting}`)
    expect(await start).toMatchObject({ message: expect.stringContaining('terminat') })
    await other.query('ROLLBACK')
    expect(await isThere(database, 'coco.conversations')).toBe(false)
    const { store, applied } = await database.open()
    expect(applied).toEqual(ALL.filter((name) => name >= '0004'))
    await store.close()
  })

  test('an owner that is no superuser and makes no roles is enough, once the roles are given', async () => {
    await using database = await createNewDatabase('plain-owner')
    const { store, applied } = await database.open()
    expect(applied).toEqual(ALL)
    await using owner = await connectAsOwner(database)
    // For this owner the policies count too: without a tenant there are no rows.
    const alpha = { tenant: TenantId.parse('tenant-alpha'), subject: '', permissions: new Set<string>() }
    await store.doors.inTenant(alpha, (tx) =>
      tx.$client.query("INSERT INTO coco.tenant_settings (tenant_id) VALUES ('tenant-alpha')"),
    )
    expect((await owner.query('SELECT FROM coco.tenant_settings')).rows).toEqual([])
    const seen = await store.doors.inTenant(alpha, (tx) => tx.$client.query('SELECT FROM coco.tenant_settings'))
    expect(seen.rows).toHaveLength(1)
    await store.close()
  })

  test('an owner that was not given the roles is told what an administrator has to run', async () => {
    await using database = await createNewDatabase('stranger')
    const refused = database.open()
    await expect(refused).rejects.toThrow('CREATE ROLE coco_app NOLOGIN;')
    await expect(refused).rejects.toThrow('GRANT coco_app, coco_identity, coco_keeper TO')
  })
})
