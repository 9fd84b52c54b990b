import { ApiKeyId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../platform/app-error.ts'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createKeyCache } from './key-cache.ts'
import type { StoredKey } from './key-store.ts'

const key: StoredKey = {
  id: ApiKeyId.parse(randomUUID()),
  tenantId: TenantId.parse('tenant-alpha'),
  principalId: randomUUID(),
  name: 'a key',
  prefix: 'coco_1234567',
  hash: 'known',
  roles: ['member'],
  models: null,
  createdBy: null,
  createdAt: new Date(),
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
}

function setUp() {
  const clock = createManualClock()
  const asked: string[] = []
  const database = { isUp: true, rows: new Map([['known', key]]) }
  const cache = createKeyCache({
    async read(hash) {
      asked.push(hash)
      if (!database.isUp) throw new AppError('store_unavailable', 'ill')
      return database.rows.get(hash) ?? null
    },
    monotonicMs: clock.monotonicMs,
  })
  return { cache, clock, asked, database }
}

test('a key and a wrong key are read once a second, however often they come', async () => {
  const { cache, clock, asked } = setUp()
  for (let round = 0; round < 3; round++) {
    expect(await Promise.all([cache.get('known'), cache.get('known'), cache.get('wrong')])).toEqual([key, key, null])
    clock.advance(400)
  }
  expect(asked).toEqual(['known', 'wrong'])
  await cache.get('known')
  expect(asked).toEqual(['known', 'wrong', 'known'])
})

test('what another process revoked is known a second later', async () => {
  const { cache, clock, database } = setUp()
  await cache.get('known')
  const revoked = { ...key, revokedAt: new Date() }
  database.rows.set('known', revoked)
  clock.advance(1_000)
  expect(await cache.get('known')).toBe(revoked)
})

test('what changed in this process is known at once, also when it was being read in that moment', async () => {
  const { cache, database } = setUp()
  const before = cache.get('known')
  const revoked = { ...key, revokedAt: new Date() }
  database.rows.set('known', revoked)
  cache.drop('known')
  await before
  expect(await cache.get('known')).toBe(revoked)
})

test('while the database is ill a key that was good goes on for a minute, and no longer', async () => {
  const { cache, clock, database, asked } = setUp()
  await cache.get('known')
  database.isUp = false
  for (let second = 0; second < 60; second++) {
    clock.advance(1_000)
    expect(await cache.get('known')).toBe(key)
  }
  // Nor does each call ask it again.
  const askedBefore = asked.length
  await cache.get('known')
  expect(asked.length).toBe(askedBefore)
  clock.advance(1_000)
  await expect(cache.get('known')).rejects.toMatchObject({ code: 'store_unavailable' })
})

test('while the database is ill nobody is let in or turned away on a guess', async () => {
  const { cache, database } = setUp()
  database.isUp = false
  await expect(cache.get('known')).rejects.toMatchObject({ code: 'store_unavailable' })
  await expect(cache.get('wrong')).rejects.toMatchObject({ code: 'store_unavailable' })
})

test('a key that was revoked here does not come back when the database is ill', async () => {
  const { cache, database } = setUp()
  await cache.get('known')
  cache.drop('known')
  database.isUp = false
  await expect(cache.get('known')).rejects.toMatchObject({ code: 'store_unavailable' })
})

test('a flood of wrong keys pushes no right one out', async () => {
  const { cache, asked } = setUp()
  await cache.get('known')
  for (let number = 0; number < 3_000; number++) await cache.get(`wrong ${number}`)
  expect(await cache.get('known')).toBe(key)
  expect(asked.filter((hash) => hash === 'known')).toHaveLength(1)
})
