import { connectAsOwner, type DatabasePlace } from '@coco/testkit/database-owner'
import { createNewDatabase } from '@coco/testkit/new-database'
import { admin, hasPostgres } from '@coco/testkit/test-postgres'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

interface Finding {
  check: string
  ok: boolean
  detail: string
}

/** What doctor says about the database; of the rest there is nothing here. */
async function findings({ databaseUrl, dataDir }: DatabasePlace): Promise<Finding[]> {
  const { stdout } = await runCoco({ folder: dataDir, databaseUrl }, ['doctor', '--json'])
  const sections = JSON.parse(stdout) as { subject: string; findings: Finding[] }[]
  return sections.find(({ subject }) => subject === 'Data')?.findings ?? []
}

test('an embedded database that is not there is not made', async () => {
  await using database = await createNewDatabase('embedded')
  expect(await findings(database)).toMatchObject([
    { check: 'database', ok: true, detail: expect.stringContaining('the first start makes it') },
  ])
  expect(readdirSync(database.dataDir)).toEqual([])
})

test('a database that cannot be reached is a failure', async () => {
  await using database = await createNewDatabase('embedded')
  const place = { dataDir: database.dataDir, databaseUrl: 'postgres://nobody:SECRET@127.0.0.1:9/none' }
  const [found] = await findings(place)
  expect(found).toMatchObject({ check: 'database', ok: false })
  expect(found?.detail).toContain('(ECONNREFUSED)')
  expect(JSON.stringify(found)).not.toContain('SECRET')
})

describe.skipIf(!(await hasPostgres()))('on Postgres', () => {
  test('it says what the next start will do, that all is well, and what somebody broke; and changes nothing', async () => {
    await using database = await createNewDatabase('postgres')
    expect(await findings(database)).toMatchObject([
      { check: 'database', ok: true },
      { check: 'migrations', ok: true, detail: expect.stringMatching(/^the next start runs 0001_/) },
      { check: 'isolation', ok: true },
      { check: 'vectors', ok: true },
    ])
    await using owner = await connectAsOwner(database)
    expect((await owner.query("SELECT to_regclass('coco_migrations') AS found")).rows).toEqual([{ found: null }])
    await database.make()
    expect(await findings(database)).toMatchObject([
      { ok: true, detail: expect.stringMatching(/^answers \(Postgres \d/) },
      { ok: true, detail: 'all have run' },
      { ok: true, detail: 'every tenant table is behind its policy' },
      { check: 'vectors', ok: true },
    ])
    await owner.query("ALTER TABLE coco.messages DISABLE ROW LEVEL SECURITY; UPDATE coco_migrations SET sha256 = 'x'")
    const broken = await findings(database)
    expect(broken.map(({ check, ok }) => [check, ok])).toEqual([
      ['database', true],
      ['migrations', false],
      ['isolation', false],
      ['vectors', true],
    ])
    expect(broken[2]?.detail).toContain('coco.messages')
  })

  test('a user that was not given the roles is a failure with its remedy, and no server starts', async () => {
    await using database = await createNewDatabase('plain-owner')
    await database.make()
    expect((await findings(database)).every(({ ok }) => ok)).toBe(true)
    // As after a restore on another cluster.
    const administrator = await admin()
    await administrator.query(`REVOKE coco_app, coco_keeper FROM ${new URL(database.databaseUrl ?? '').username}`)
    const found = (await findings(database)).find(({ check }) => check === 'rights')
    expect(found).toMatchObject({ ok: false, remedy: expect.stringContaining('GRANT coco_app, coco_keeper TO') })
    await expect(database.open()).rejects.toThrow(
      'may not act as coco_app, coco_keeper. An administrator runs once: GRANT',
    )
  })
})
