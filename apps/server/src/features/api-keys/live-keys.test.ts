import { ApiKeyId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import type { StoredKey } from './key-store.ts'
import { createLiveKeys } from './live-keys.ts'

const never = { expiresAt: null, revokedAt: null }
const keyOf = (tenant: string, ends: Partial<StoredKey> = {}) =>
  ({ id: ApiKeyId.parse(randomUUID()), tenantId: TenantId.parse(tenant), ...never, ...ends }) as StoredKey

function setUp() {
  const clock = createManualClock()
  const work: Promise<void>[] = []
  const queries: { tenant: string; ids: readonly string[] }[] = []
  const state = { isUp: true }
  const database = new Map<string, Pick<StoredKey, 'expiresAt' | 'revokedAt'>>()
  const live = createLiveKeys({
    async readEnds(tenant, ids) {
      queries.push({ tenant, ids })
      if (!state.isUp) return null
      return ids.flatMap((id) => {
        const ends = database.get(id)
        return ends === undefined ? [] : [{ id, ...ends }]
      })
    },
    clock,
    background: { run: (_name, run) => void work.push(run()), settled: async () => {} },
  })
  async function pass(ms: number) {
    clock.advance(ms)
    await Promise.all(work)
  }
  function read(key: StoredKey) {
    database.set(key.id, never)
    const signal = live.signalFor(key)
    const stop = () => {}
    signal.addEventListener('abort', stop)
    return { signal, leave: () => signal.removeEventListener('abort', stop) }
  }
  return { live, clock, queries, database, state, pass, read }
}

test('what is revoked here ends its readers at once', () => {
  const { live, read } = setUp()
  const key = keyOf('tenant-alpha')
  const { signal } = read(key)
  live.end(key.id)
  expect(signal.aborted).toBe(true)
})

test('what another process revoked or deleted ends its readers within a second, and nobody else', async () => {
  const { database, pass, read } = setUp()
  const [revoked, deleted, untouched] = [keyOf('tenant-alpha'), keyOf('tenant-alpha'), keyOf('tenant-beta')]
  const signals = [revoked, deleted, untouched].map((key) => read(key).signal)
  database.set(revoked.id, { expiresAt: null, revokedAt: new Date() })
  database.delete(deleted.id)
  await pass(1_000)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false])
})

test('an expiry ends the readers within a second, without the database', async () => {
  const { clock, pass, read } = setUp()
  const { signal } = read(keyOf('tenant-alpha', { expiresAt: new Date(clock.now() + 2_500) }))
  await pass(2_000)
  expect(signal.aborted).toBe(false)
  await pass(1_000)
  expect(signal.aborted).toBe(true)
})

test('one query a second and tenant, for keys with open readers; none when nobody reads', async () => {
  const { live, queries, pass, read } = setUp()
  const [first, second, beta] = [keyOf('tenant-alpha'), keyOf('tenant-alpha'), keyOf('tenant-beta')]
  const readers = [first, second, beta].map(read)
  live.signalFor(keyOf('tenant-alpha'))
  await pass(1_000)
  expect(queries).toEqual([
    { tenant: 'tenant-alpha', ids: [first.id, second.id] },
    { tenant: 'tenant-beta', ids: [beta.id] },
  ])
  for (const { leave } of readers) leave()
  await pass(60_000)
  expect(queries).toHaveLength(2)
})

test('while nobody can say, nobody is sent away', async () => {
  const { database, state, pass, read } = setUp()
  const key = keyOf('tenant-alpha')
  const { signal } = read(key)
  database.delete(key.id)
  state.isUp = false
  await pass(5_000)
  expect(signal.aborted).toBe(false)
  state.isUp = true
  await pass(1_000)
  expect(signal.aborted).toBe(true)
})
