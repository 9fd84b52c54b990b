import { askForCanaries, type Canary, plantCanaries, seededRandom } from '@coco/testkit/canaries'
import { createDocumentSearch } from '@coco/testkit/document-search'
import { type Doors, doorsThatForgetTheTenant, doorsWithoutTheRight } from '@coco/testkit/doors'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../isolation/database-kinds.ts'

const TENANTS = 20
const ALL = { documents: 1_000, queries: 2_000 }
/** On the slower of two databases, whose wall is the same. */
const FEWER = { documents: 300, queries: 700 }
/** Enough to find a wall that is down, and to trust one that stands. */
const FEW_QUERIES = 100

/** Postgres as it is here compares no vectors: there words alone are searched. A busy machine takes its time. */
const MINUTES = 240_000

describe.each(KINDS)('of documents of 20 tenants, on %s,', (kind) => {
  const size = kind === KINDS.at(-1) ? ALL : FEWER
  let opened: TestStore
  let canaries: Canary[]
  beforeAll(async () => {
    opened = await openTestStore(kind === 'postgres' ? 'altered' : kind)
    const random = seededRandom(1)
    canaries = await plantCanaries(createDocumentSearch(opened.store), {
      documents: size.documents,
      tenants: TENANTS,
      random,
    })
  }, MINUTES)
  afterAll(() => opened[Symbol.asyncDispose]())

  function ask(queries: number, doors: Doors = opened.store.doors, isPersonalHidden = false) {
    const questions = { queries, tenants: TENANTS, random: seededRandom(kind.length), isPersonalHidden }
    return askForCanaries(createDocumentSearch(opened.store, { doors }), canaries, questions)
  }

  /** The same while every policy of documents lets through what `using` says. */
  async function askBehind(using: string, doors: Doors, isPersonalHidden = false) {
    const tables = await tablesOfDocuments()
    const policy = (table: string) => (table.includes('personal_') ? 'reading' : 'tenant')
    const right = (table: string) => (table.includes('personal_') ? ' AND coco.reads_personal()' : '')
    for (const table of tables) await opened.owner.query(`ALTER POLICY ${policy(table)} ON ${table} USING (${using})`)
    try {
      return await ask(FEW_QUERIES, doors, isPersonalHidden)
    } finally {
      for (const table of tables) {
        const asItWas = `tenant_id = coco.current_tenant()${right(table)}`
        await opened.owner.query(`ALTER POLICY ${policy(table)} ON ${table} USING (${asItWas})`)
      }
    }
  }

  async function tablesOfDocuments(): Promise<string[]> {
    const { rows } = await opened.owner.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'coco'::regnamespace AND relkind = 'r'
         AND relname ~ '(documents|passages|passage_vectors)$'`,
    )
    return rows.map(({ name }) => name)
  }

  test(
    `no foreign and no hidden word comes back in ${size.queries} questions to ${size.documents} documents, and one’s own do`,
    async () => {
      const report = await ask(size.queries)
      expect(report).toMatchObject({ leaks: [], errors: [] })
      expect(report.ownAsked).toBeGreaterThan(10)
      expect(report.ownFound).toBe(report.ownAsked)
    },
    MINUTES,
  )

  test(
    'nor does it when every statement forgets the tenant, or the right is asked for in vain: the database alone holds',
    async () => {
      expect((await ask(FEW_QUERIES, doorsThatForgetTheTenant(opened.store))).leaks).toEqual([])
      expect((await ask(FEW_QUERIES, doorsWithoutTheRight(opened.store), true)).leaks).toEqual([])
    },
    MINUTES,
  )

  test(
    'nor does a foreign one when the policies are open: the statements alone hold',
    async () => {
      expect((await askBehind('true', opened.store.doors)).leaks).toEqual([])
    },
    MINUTES,
  )

  test(
    'it is red once the policies are open and the statements forget the tenant',
    async () => {
      const { leaks } = await askBehind('true', doorsThatForgetTheTenant(opened.store))
      expect(leaks.filter((leak) => leak.includes('read the canary of')).length).toBeGreaterThan(10)
      expect(leaks.filter((leak) => leak.includes('was given a key of')).length).toBeGreaterThan(10)
    },
    MINUTES,
  )

  test(
    'and once the policies forget the right and the statements ask for what is personal',
    async () => {
      const { leaks } = await askBehind('tenant_id = coco.current_tenant()', doorsWithoutTheRight(opened.store), true)
      expect(leaks.filter((leak) => leak.includes(', personal')).length).toBeGreaterThan(10)
    },
    MINUTES,
  )
})
