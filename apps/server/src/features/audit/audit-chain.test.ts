import { describe, expect, test } from 'vitest'
import { CHAIN_START, type ChainedRecord, hashOf } from './audit-chain.ts'
import { verifyPages } from './verify-chain.ts'

function row(seq: number, previousHash: string, changes: Partial<ChainedRecord> = {}): ChainedRecord {
  const record = {
    tenantId: 'tenant-alpha',
    seq,
    at: new Date('2026-01-02T03:04:05.678Z'),
    action: 'settings_changed' as const,
    decision: 'allowed' as const,
    actorKind: 'person' as const,
    actorId: 'a',
    subject: null,
    address: '127.0.0.1',
    requestId: 'r',
    details: { conversation_days: seq },
    ...changes,
  }
  return { ...record, previousHash, hash: hashOf(record, previousHash), ...changes }
}

function chainOf(length: number): ChainedRecord[] {
  const rows: ChainedRecord[] = []
  for (let seq = 1; seq <= length; seq++) rows.push(row(seq, rows.at(-1)?.hash ?? CHAIN_START.hash))
  return rows
}

/** In pages of two, as a database would give them. */
function verify(rows: readonly ChainedRecord[], expected?: { seq: number; hash: string }) {
  return verifyPages(async (after) => rows.filter(({ seq }) => seq > after).slice(0, 2), expected)
}

const at = <T>(rows: readonly T[], index: number) => rows[index] as T

test('the hash is the one that anybody can compute from the row', () => {
  const { hash } = row(1, CHAIN_START.hash, { details: { b: [1, { d: 1, c: 2 }], a: 'x' } })
  // printf '%s' '{"tenant_id":"tenant-alpha","seq":1,"at":"2026-01-02T03:04:05.678Z","action":"settings_changed",
  //   "decision":"allowed","actor_kind":"person","actor_id":"a","subject":null,"address":"127.0.0.1","request_id":"r",
  //   "details":{"a":"x","b":[1,{"c":2,"d":1}]},"previous_hash":"000…"}' | sha256sum
  expect(hash).toBe('4479e7cadcba6916c60776e1bcdddb31dccc1bd5658b630be8bda99bdd9e1f9c')
})

test('the order in which a database gives the names inside details changes nothing', () => {
  const one = row(1, CHAIN_START.hash, { details: { a: 1, bb: { y: 1, x: 2 } } })
  const other = row(1, CHAIN_START.hash, { details: { bb: { x: 2, y: 1 }, a: 1 } })
  expect(one.hash).toBe(other.hash)
})

test('an untouched chain is intact, and says where it ends', async () => {
  const rows = chainOf(5)
  expect(await verify(rows)).toEqual({ status: 'intact', end: { seq: 5, hash: at(rows, 4).hash } })
  expect(await verify([])).toEqual({ status: 'intact', end: CHAIN_START })
})

describe('a chain that somebody worked on is broken at the first such row', () => {
  test.each([
    ['action', { action: 'signed_in' }],
    ['decision', { decision: 'denied' }],
    ['at', { at: new Date('2026-01-02T03:04:05.679Z') }],
    ['actorKind', { actorKind: 'key' }],
    ['actorId', { actorId: 'b' }],
    ['subject', { subject: 's' }],
    ['address', { address: null }],
    ['requestId', { requestId: null }],
    ['details', { details: {} }],
    ['tenantId', { tenantId: 'tenant-beta' }],
    ['hash', { hash: 'f'.repeat(64) }],
  ] satisfies [string, Partial<ChainedRecord>][])('%s changed', async (_what, change) => {
    const rows = chainOf(5)
    expect(await verify(rows.with(2, { ...at(rows, 2), ...change }))).toEqual({
      status: 'broken',
      seq: 3,
      why: 'changed',
    })
  })

  test('a row changed and hashed anew does not fit the next', async () => {
    const rows = chainOf(5)
    const forged = row(3, at(rows, 1).hash, { actorId: 'somebody else' })
    expect(await verify(rows.with(2, forged))).toEqual({ status: 'broken', seq: 4, why: 'does_not_follow' })
  })

  test('a row that is missing', async () => {
    expect(await verify(chainOf(5).toSpliced(2, 1))).toEqual({ status: 'broken', seq: 3, why: 'missing' })
    expect(await verify(chainOf(5).slice(1))).toEqual({ status: 'broken', seq: 1, why: 'missing' })
  })

  test('two rows that changed places', async () => {
    const rows = chainOf(5)
    const swapped = rows.with(1, { ...at(rows, 2), seq: 2 }).with(2, { ...at(rows, 1), seq: 3 })
    expect(await verify(swapped)).toEqual({ status: 'broken', seq: 2, why: 'changed' })
  })
})

test('an end that was cut off shows against what was written down before', async () => {
  const rows = chainOf(5)
  const noted = { seq: 5, hash: at(rows, 4).hash }
  expect(await verify(rows, noted)).toMatchObject({ status: 'intact' })
  expect(await verify(rows.slice(0, 3), noted)).toMatchObject({ status: 'not_as_expected', end: { seq: 3 } })
  expect(await verify([...rows.slice(0, 4), row(5, at(rows, 3).hash, { actorId: 'z' })], noted)).toMatchObject({
    status: 'not_as_expected',
  })
  expect(await verify([...rows, row(6, noted.hash)], noted)).toMatchObject({ status: 'intact', end: { seq: 6 } })
})
