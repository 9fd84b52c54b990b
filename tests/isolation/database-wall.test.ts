import { doorsWithoutRole } from '@coco/testkit/doors'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_VECTORS, KINDS } from './database-kinds.ts'
import { findLeaks, insider, type Neighbours, seedNeighbours, tenantTables } from './find-leaks.ts'
import { newIds, newOwner, ROW_SEEDS } from './seed-rows.ts'

const ALWAYS = [
  'coco.api_keys',
  'coco.audit',
  'coco.conversations',
  'coco.documents',
  'coco.feedback',
  'coco.generations',
  'coco.memberships',
  'coco.messages',
  'coco.passages',
  'coco.personal_documents',
  'coco.personal_passages',
  'coco.prompts',
  'coco.shared_prompts',
  'coco.tenant_settings',
  'coco.uploads',
  'coco.usage',
]
/** Where the database has pgvector. */
const OF_VECTORS = ['coco.passage_vectors', 'coco.personal_passage_vectors']

describe.each(KINDS)('on %s', (kind) => {
  const TABLES = HAS_VECTORS[kind] ? [...ALWAYS, ...OF_VECTORS].sort() : ALWAYS
  const PERSONAL = TABLES.filter((table) => table.startsWith('coco.personal_'))
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

  test.each(TABLES)('without its policies %s shows nothing at all: it fails closed', async (table) => {
    const { rows } = await opened.owner.query<{ name: string }>(
      `SELECT polname AS name FROM pg_policy WHERE polrelid = '${table}'::regclass AND 'coco_app'::regrole = ANY (polroles)`,
    )
    const giveTo = async (role: string) => {
      for (const { name } of rows) await opened.owner.query(`ALTER POLICY ${name} ON ${table} TO ${role}`)
    }
    await giveTo('coco_keeper')
    try {
      const leaks = await findLeaks(opened.store.doors, opened.owner, all)
      expect(leaks).toContain(`${table}: one's own rows are not seen`)
      expect(leaks.join('\n')).not.toMatch(/of others were/)
    } finally {
      await giveTo('coco_app')
    }
  })

  const countAs = (permissions: readonly string[], sql: string) =>
    opened.store.doors.inTenant({ ...insider(all.caller), permissions: new Set(permissions) }, async (tx) => {
      return (await tx.$client.query(sql)).rowCount
    })

  test.each(PERSONAL)('nothing of %s is seen, counted or deleted without the right to it', async (table) => {
    expect(await countAs(['read_pii'], `SELECT FROM ${table}`)).toBe(2)
    expect(await countAs([], `SELECT FROM ${table}`)).toBe(0)
    expect(await countAs([], `DELETE FROM ${table}`)).toBe(0)
    expect(await countAs(['read_pii'], `SELECT FROM ${table}`)).toBe(2)
  })

  test.each(PERSONAL)('the same is red for %s once a policy forgets the right', async (table) => {
    await opened.owner.query(`ALTER POLICY reading ON ${table} USING (tenant_id = coco.current_tenant())`)
    try {
      expect(await countAs([], `SELECT FROM ${table}`)).toBe(2)
    } finally {
      const asItWas = '(tenant_id = coco.current_tenant() AND coco.reads_personal())'
      await opened.owner.query(`ALTER POLICY reading ON ${table} USING ${asItWas}`)
    }
  })

  test('who hands in personal data needs no right to read any', async () => {
    const writing = opened.store.doors.inTenant({ ...insider(all.caller), permissions: new Set() }, async (tx) => {
      const ids = newIds()
      for (const [table, seed] of Object.entries(ROW_SEEDS)) {
        const [sql, values] = seed(all.caller, ids)
        if (PERSONAL.includes(table)) await tx.$client.query(sql, [...values])
      }
      throw new Error('all of it was taken')
    })
    await expect(writing).rejects.toThrow('all of it was taken')
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
      'coco.uploads',
      ...TABLES.filter((name) => /documents$|passages$|vectors$/.test(name)),
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
