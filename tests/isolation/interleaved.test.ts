import type { DatabaseOwner } from '@coco/testkit/database-owner'
import { type Doors, doorsThatLeaveTraces, doorsWithoutRole } from '@coco/testkit/doors'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from './database-kinds.ts'
import { insider } from './find-leaks.ts'
import { newIds, newOwner, ROW_SEEDS, type RowOwner } from './seed-rows.ts'

/** How many transactions at once, and how often: 10,000 in all on Postgres, 500 on the embedded database. */
const SIZE = { postgres: { atOnce: 500, runs: 20 }, embedded: { atOnce: 100, runs: 5 } }
const TENANTS = 100

/** What one transaction does; `leaves` walks away from a statement that is still running, `dies` loses its connection. */
const DEEDS = ['writes', 'writes', 'reads', 'reads', 'reads', 'throws', 'fails', 'leaves', 'dies', 'looks'] as const
type Deed = (typeof DEEDS)[number]

interface Row {
  tenant_id: string
  owner_id: string
  id: string
}

/** One tenant's caller and what they know to be there. */
interface Caller extends RowOwner {
  kept: Set<string>
  takenBack: Set<string>
}

class TakeBack extends Error {}

/** Many transactions of 100 tenants at once, several times over. @throws Error when a row crossed */
async function interleave(opened: Pick<TestStore, 'store'>, { atOnce, runs }: { atOnce: number; runs: number }) {
  const callers = Array.from({ length: TENANTS }, (_, index): Caller => {
    return { ...newOwner(`tenant-${index}`), kept: new Set(), takenBack: new Set() }
  })
  const seen = new Set<Deed>()
  const transaction = fc.record({ by: fc.nat(TENANTS - 1), deed: fc.constantFrom(...DEEDS) })
  const property = fc.asyncProperty(
    fc.array(transaction, { minLength: atOnce, maxLength: atOnce, size: 'max' }),
    async (plan) => {
      const outcomes = await Promise.allSettled(
        plan.map(({ by, deed }) => {
          seen.add(deed)
          return DO[deed](opened, callers[by] as Caller)
        }),
      )
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    },
  )
  await fc.assert(property, { numRuns: runs, seed: 1, endOnFailure: true })
  return { seen, kept: callers.reduce((sum, { kept }) => sum + kept.size, 0) }
}

describe.each(KINDS)('on %s', (kind) => {
  const size = SIZE[kind]

  test(`no row crosses in ${size.atOnce * size.runs} transactions of ${TENANTS} tenants, whatever becomes of each`, async () => {
    await using opened = await openTestStore(kind)
    const { seen, kept } = await interleave(opened, size)
    expect(seen).toEqual(new Set(DEEDS))
    const { rows } = await opened.owner.query<{ count: number }>('SELECT count(*)::int FROM coco.conversations')
    expect(rows[0]?.count).toBe(kept)
  }, 120_000)

  test('the same is red where a transaction leaves its tenant on the connection', async () => {
    await using opened = await openTestStore(kind)
    const store = { ...opened.store, doors: doorsThatLeaveTraces(opened.store) }
    await expect(interleave({ store }, { atOnce: 40, runs: 5 })).rejects.toThrow('Property failed')
  }, 60_000)

  test('and where it takes on no role', async () => {
    await using opened = await openTestStore(kind)
    const store = { ...opened.store, doors: doorsWithoutRole(opened.store) }
    await expect(interleave({ store }, { atOnce: 40, runs: 5 })).rejects.toThrow('Property failed')
  }, 60_000)
})

const DO: Record<Deed, (opened: Pick<TestStore, 'store'>, caller: Caller) => Promise<void>> = {
  async writes({ store: { doors } }, caller) {
    const id = crypto.randomUUID()
    await doors.inTenant(insider(caller), (tx) => insert(tx.$client, caller, id))
    caller.kept.add(id)
  },

  async reads({ store: { doors } }, caller) {
    const kept = [...caller.kept]
    const rows = await readAll(doors, caller)
    expect(rows.filter(({ tenant_id, owner_id }) => tenant_id !== caller.tenant || owner_id !== caller.owner)).toEqual(
      [],
    )
    const ids = new Set(rows.map(({ id }) => id))
    expect(kept.filter((id) => !ids.has(id))).toEqual([])
    expect([...caller.takenBack].filter((id) => ids.has(id))).toEqual([])
  },

  async throws({ store: { doors } }, caller) {
    const id = crypto.randomUUID()
    const writing = doors.inTenant(insider(caller), async (tx) => {
      await insert(tx.$client, caller, id)
      throw new TakeBack()
    })
    await expect(writing).rejects.toBeInstanceOf(TakeBack)
    caller.takenBack.add(id)
  },

  async fails({ store: { doors } }, caller) {
    const id = crypto.randomUUID()
    const writing = doors.inTenant(insider(caller), async (tx) => {
      await insert(tx.$client, caller, id)
      await tx.$client.query('SELECT 1 / 0')
    })
    await expect(writing).rejects.toMatchObject({ code: '22012' })
    caller.takenBack.add(id)
  },

  async leaves({ store: { doors } }, caller) {
    const id = crypto.randomUUID()
    let left: Promise<unknown> = Promise.resolve()
    const writing = doors.inTenant(insider(caller), async (tx) => {
      left = insert(tx.$client, caller, id)
      // Heard below; until then it is nobody's.
      left.catch(() => {})
      throw new TakeBack()
    })
    await expect(writing).rejects.toBeInstanceOf(TakeBack)
    // Its second statement comes when the connection is somebody else's.
    await expect(left).rejects.toThrow('this transaction is over')
    caller.takenBack.add(id)
  },

  async dies({ store }, caller) {
    const id = crypto.randomUUID()
    const writing = store.doors.inTenant(insider(caller), async (tx) => {
      await insert(tx.$client, caller, id)
      // What a process that ends, a proxy or an operator does to a connection.
      ;(tx.$client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
      await tx.$client.query('SELECT 1')
    })
    await expect(writing).rejects.toMatchObject({ code: 'store_unavailable' })
    caller.takenBack.add(id)
  },

  /** The next one on the connection: nothing of the last one is left on it. */
  async looks({ store }) {
    const left = await store.database.transaction({}, async (tx) => {
      const { rows } = await tx.$client.query(
        `SELECT current_user = session_user AS "isItself", coco.current_tenant() AS tenant, coco.current_owner() AS owner,
                coco.presented_key_hash() AS hash`,
      )
      return rows as unknown[]
    })
    expect(left).toEqual([{ isItself: true, tenant: null, owner: null, hash: null }])
  },
}

async function insert(client: Pick<DatabaseOwner, 'query'>, by: RowOwner, id: string): Promise<void> {
  const ids = { ...newIds(), conversation: id, generation: id, apiKey: id, prompt: id }
  for (const table of ['coco.conversations', 'coco.messages']) {
    const [sql, values] = (ROW_SEEDS[table] as NonNullable<(typeof ROW_SEEDS)[string]>)(by, ids)
    await client.query(sql, [...values])
  }
}

function readAll(doors: Doors, by: RowOwner): Promise<Row[]> {
  return doors.inTenant(insider(by), async (tx) => {
    const conversations = await tx.$client.query<Row>('SELECT tenant_id, owner_id, id FROM coco.conversations')
    const messages = await tx.$client.query<Row>('SELECT tenant_id, owner_id, conversation_id AS id FROM coco.messages')
    return [...conversations.rows, ...messages.rows]
  })
}
