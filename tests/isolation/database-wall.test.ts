import { doorsWithoutRole } from '@coco/testkit/doors'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from './database-kinds.ts'
import { findLeaks, insider, type Neighbours, seedNeighbours, tenantTables } from './find-leaks.ts'
import { newOwner } from './seed-rows.ts'

const TABLES = [
  'coco.api_keys',
  'coco.audit',
  'coco.conversations',
  'coco.feedback',
  'coco.generations',
  'coco.memberships',
  'coco.messages',
  'coco.prompts',
  'coco.shared_prompts',
  'coco.tenant_settings',
  'coco.usage',
]

describe.each(KINDS)('on %s', (kind) => {
  let opened: TestStore
  const all: Neighbours = {
    caller: newOwner('tenant-alpha'),
    colleague: newOwner('tenant-alpha'),
    stranger: newOwner('tenant-beta'),
  }
  beforeAll(async () => {
    opened = await openTestStore(kind === 'postgres' ? 'altered' : kind)
    await seedNeighbours(opened.owner, all)
  })
  afterAll(() => opened[Symbol.asyncDispose]())

  /** The doors while `sql` holds, which is put right afterwards. */
  async function leaksWith(sql: string, undo: string): Promise<string[]> {
    await opened.owner.query(sql)
    try {
      return await findLeaks(opened.store.doors, opened.owner, all)
    } finally {
      await opened.owner.query(undo)
    }
  }

  test('statements that forget the tenant and the owner reach nothing of others, in any table', async () => {
    expect(await tenantTables(opened.owner)).toEqual(TABLES)
    expect(await findLeaks(opened.store.doors, opened.owner, all)).toEqual([])
  })

  test.each(TABLES)('the same is red for %s once its security is switched off', async (table) => {
    const leaks = await leaksWith(
      `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    )
    expect(leaks.filter((leak) => leak.startsWith(`${table}: `) && leak.includes('of others were read'))).toHaveLength(
      1,
    )
    expect(leaks.filter((leak) => !leak.startsWith(`${table}: `))).toEqual([])
  })

  test.each(TABLES)('and once a second policy of %s lets everything through', async (table) => {
    const leaks = await leaksWith(
      `CREATE POLICY careless ON ${table} TO coco_app USING (true) WITH CHECK (true)`,
      `DROP POLICY careless ON ${table}`,
    )
    expect(leaks.filter((leak) => leak.startsWith(`${table}: `)).length).toBeGreaterThan(0)
  })

  test.each(TABLES)('without its policy %s shows nothing at all: it fails closed', async (table) => {
    const { rows } = await opened.owner.query<{ name: string }>(
      `SELECT polname AS name FROM pg_policy WHERE polrelid = '${table}'::regclass AND 'coco_app'::regrole = ANY (polroles)`,
    )
    const [policy] = rows
    await opened.owner.query(`ALTER POLICY ${policy?.name} ON ${table} TO coco_keeper`)
    try {
      const leaks = await findLeaks(opened.store.doors, opened.owner, all)
      expect(leaks).toContain(`${table}: one's own rows are not seen`)
      expect(leaks.join('\n')).not.toMatch(/of others were/)
    } finally {
      await opened.owner.query(`ALTER POLICY ${policy?.name} ON ${table} TO coco_app`)
    }
  })

  test('it is red for every table when the door takes on no role', async () => {
    const leaks = await findLeaks(doorsWithoutRole(opened.store), opened.owner, all)
    for (const table of TABLES) expect(leaks.join('\n')).toMatch(new RegExp(`${table}: \\d+ rows of others were read`))
  })

  test('a tenant cannot find out who people are, in any table of them', async () => {
    const { rows } = await opened.owner.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'identity'::regnamespace AND relkind = 'r'`,
    )
    expect(rows.length).toBeGreaterThan(4)
    for (const { name } of rows) {
      const reading = opened.store.doors.inTenant(insider(all.caller), (tx) =>
        tx.$client.query(`SELECT * FROM ${name}`),
      )
      await expect(reading).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('before a tenant is known nothing of any is seen, but the rows of the proof at hand', async () => {
    const { doors } = opened.store
    const read = (proven: { userId?: string; keyHash?: string }, table: string) =>
      doors.inIdentity(proven, async (tx) => (await tx.$client.query(`SELECT * FROM ${table}`)).rows as object[])
    for (const table of [
      'coco.conversations',
      'coco.messages',
      'coco.generations',
      'coco.feedback',
      'coco.prompts',
      'coco.shared_prompts',
      'coco.usage',
      'coco.tenant_settings',
    ]) {
      await expect(read({}, table)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await read({}, 'coco.memberships')).toEqual([])
    expect(await read({}, 'coco.api_keys')).toEqual([])
    expect(await read({}, 'coco.audit')).toEqual([])
    expect(await read({ userId: all.caller.owner }, 'coco.memberships')).toMatchObject([{ user_id: all.caller.owner }])
    expect(await read({ keyHash: 'no such hash' }, 'coco.api_keys')).toEqual([])
  })

  test('with no setting there are no rows, and a setting that is no id is refused', async () => {
    const { doors } = opened.store
    const nobody = { ...insider(all.caller), subject: '' }
    const read = (by: typeof nobody, table: string) =>
      doors.inTenant(by, async (tx) => (await tx.$client.query(`SELECT * FROM ${table}`)).rows as object[])
    expect(await read(nobody, 'coco.messages')).toEqual([])
    expect(await read({ ...nobody, tenant: '' as typeof nobody.tenant }, 'coco.usage')).toEqual([])
    const crooked = { ...nobody, subject: `' OR true --` }
    await expect(read(crooked, 'coco.messages')).rejects.toMatchObject({ code: '22P02' })
  })
})
