import { findIsolationProblems } from '@coco/testkit/isolation-check'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { hangs } from '@coco/testkit/upstream-scripts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROKEN_WALLS, type BrokenWall } from './broken-walls.ts'
import { HAS_VECTORS, KINDS } from './database-kinds.ts'

describe.each(KINDS)('on %s', (kind) => {
  let opened: TestStore
  beforeAll(async () => void (opened = await openTestStore(kind)))
  afterAll(() => opened[Symbol.asyncDispose]())

  test('a database as the migrations make it keeps tenants apart', async () => {
    expect(await findIsolationProblems(opened.owner)).toEqual([])
  })

  // Dropping a role of the whole cluster fails while other databases still grant it something.
  const tried = BROKEN_WALLS.filter(({ sql }) => kind === 'embedded' || !sql.includes('DROP ROLE')).filter(
    ({ isOfVectors }) => isOfVectors !== true || HAS_VECTORS[kind],
  )
  test.each(tried)('it is named when $what', async ({ sql, said }) => {
    await opened.owner.query('BEGIN')
    try {
      await opened.owner.query(sql)
      expect((await findIsolationProblems(opened.owner)).join('\n')).toMatch(said)
    } finally {
      await opened.owner.query('ROLLBACK')
    }
    expect(await findIsolationProblems(opened.owner)).toEqual([])
  })
})

/** Whether a server starts on a database that was altered so; closes it when it does. */
async function startOn(database: 'altered' | 'embedded', { sql }: BrokenWall): Promise<void> {
  await using upstream = await startHostileUpstream(hangs)
  await using _server = await startServerOn(upstream.url, { database, alter: sql })
}

describe('a server refuses to start when', () => {
  test.each(BROKEN_WALLS.filter(({ isOfCluster }) => isOfCluster === true))('$what, embedded', async (wall) => {
    await expect(startOn('embedded', wall)).rejects.toThrow(wall.said)
  })

  const ofDatabase = BROKEN_WALLS.filter(
    ({ isOfCluster, isOfVectors }) => isOfCluster !== true && (isOfVectors !== true || HAS_VECTORS.postgres),
  )
  test.runIf(KINDS.includes('postgres')).each(ofDatabase)('$what, Postgres', async (wall) => {
    await expect(startOn('altered', wall)).rejects.toThrow(wall.said)
  })
})
