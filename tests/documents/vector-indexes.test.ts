import { documentReader, EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from '@coco/testkit/document-search'
import { seededRandom } from '@coco/testkit/canaries'
import type { Insider } from '@coco/testkit/doors'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { explainVectorSearch, searchByVector } from '@coco/testkit/vector-search'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** So small that a test fills it. */
const EXACT_UP_TO = 100
const BIG = { tenant: 'tenant-big', passages: 600 }
const SMALL = { tenant: 'tenant-small', passages: 60 }
const LIMIT = 20
const A_WHILE = 60_000

let opened: TestStore
const random = seededRandom(7)
const never = new AbortController().signal

beforeAll(async () => {
  opened = await openTestStore('embedded', { exactUpTo: EXACT_UP_TO })
  await fill(BIG.tenant, 'many', BIG.passages)
  await fill(BIG.tenant, 'few', 40)
  await fill(SMALL.tenant, 'many', SMALL.passages)
  await fill(SMALL.tenant, 'personal', 150, 'personal_')
  await keepAll()
}, A_WHILE)
afterAll(() => opened[Symbol.asyncDispose]())

/** One document whose passages mean anything. */
async function fill(tenant: string, tag: string, passages: number, part = ''): Promise<string> {
  const id = crypto.randomUUID()
  await opened.owner.query(
    `INSERT INTO coco.${part}documents (tenant_id, id, title, media_type, sha256, characters, passage_count, state, tags)
     VALUES ($1, $2, '', 'text/plain', gen_random_uuid(), 1, $3, 'ready', ARRAY[$4])`,
    [tenant, id, passages, tag],
  )
  await opened.owner.query(
    `INSERT INTO coco.${part}passages (tenant_id, document_id, position, content, search)
     SELECT $1, $2, n, '', '' FROM generate_series(0, $3::int - 1) n`,
    [tenant, id, passages],
  )
  const vectors = Array.from({ length: passages }, () => JSON.stringify(someVector()))
  await opened.owner.query(
    `INSERT INTO coco.${part}passage_vectors (tenant_id, document_id, position, model, embedding)
     SELECT $1, $2, n - 1, $3, v::vector FROM unnest($4::text[]) WITH ORDINALITY made(v, n)`,
    [tenant, id, EMBEDDING_MODEL, vectors],
  )
  return id
}

function someVector(): number[] {
  return Array.from({ length: EMBEDDING_DIMENSIONS }, () => random() - 0.5)
}

async function keepAll(): Promise<void> {
  const tenants = [documentReader(BIG.tenant).tenant, documentReader(SMALL.tenant).tenant]
  await opened.store.vectorIndexes.keepAll(tenants, never)
}

async function indexes(): Promise<string[]> {
  const { rows } = await opened.owner.query<{ name: string }>(
    `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'coco' AND indexdef LIKE '%hnsw%' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

interface Asked {
  tags?: string[]
  exactUpTo?: number
}

function search(viewer: Insider, question: number[], asked: Asked = {}) {
  return searchByVector(opened.store, viewer, { question, limit: LIMIT, ...asked })
}

function plansOf(viewer: Insider, asked: Asked = {}): Promise<string> {
  return explainVectorSearch(opened.store, viewer, { question: someVector(), limit: LIMIT, ...asked })
}

/** Of what comparing all of it finds, the share that is found, over some questions. */
async function recall(viewer: Insider, tags: string[] = []): Promise<number> {
  const keyOf = ({ documentId, position }: { documentId: string; position: number }) => `${documentId}/${position}`
  let found = 0
  let wanted = 0
  for (let asked = 0; asked < 10; asked += 1) {
    const question = someVector()
    const all = (await search(viewer, question, { tags, exactUpTo: Infinity })).map(keyOf)
    const hits = new Set((await search(viewer, question, { tags })).map(keyOf))
    wanted += all.length
    found += all.filter((key) => hits.has(key)).length
  }
  expect(wanted).toBe(10 * LIMIT)
  return found / wanted
}

const big = documentReader(BIG.tenant)
const small = documentReader(SMALL.tenant)

test('what has grown large has an index of its own, and only that', async () => {
  expect(await indexes()).toEqual(['personal_vectors_of_tenant-small', 'vectors_of_tenant-big'])
})

test('a search of a large part uses its index, and of a small one compares all', async () => {
  expect(await plansOf(big)).toContain('Index Scan using "vectors_of_tenant-big"')
  expect(await plansOf(big, { tags: ['few'] })).not.toContain('vectors_of_')
  expect(await plansOf(small)).not.toContain('vectors_of_')
})

test('next to nothing is missed in the index, with a tag that most have too; and nothing where few are compared', async () => {
  expect(await recall(big)).toBeGreaterThan(0.95)
  expect(await recall(big, ['many'])).toBeGreaterThan(0.95)
  expect(await recall(big, ['few'])).toBe(1)
  expect(await recall(small)).toBe(1)
})

test('what is personal is found by its index with the right, and without it nothing is', async () => {
  const reader = documentReader(SMALL.tenant, 'read_pii')
  expect(await plansOf(reader)).toContain('Index Scan using "personal_vectors_of_tenant-small"')
  expect(await recall(reader)).toBeGreaterThan(0.95)
  const { rows } = await opened.owner.query<{ id: string }>('SELECT id FROM coco.personal_documents')
  const personal = new Set(rows.map(({ id }) => id))
  const hits = await search(small, someVector())
  expect(hits).toHaveLength(LIMIT)
  expect(hits.filter(({ documentId }) => personal.has(documentId))).toEqual([])
})

test('told again it changes nothing; what shrinks or is removed loses its index, and what a build left broken is built again', async () => {
  const oid = async () =>
    (await opened.owner.query(`SELECT 'coco."vectors_of_tenant-big"'::regclass::oid::int AS oid`)).rows[0]
      ?.oid as number
  const before = await oid()
  await keepAll()
  expect(await oid()).toBe(before)
  await opened.owner.query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = $1`, [before])
  expect(await plansOf(big)).not.toContain('vectors_of_')
  await keepAll()
  expect(await oid()).not.toBe(before)
  await opened.owner.query('DELETE FROM coco.personal_documents')
  await opened.owner.query('DELETE FROM coco.documents WHERE tenant_id = $1', [BIG.tenant])
  await opened.store.vectorIndexes.keepAll([], never)
  expect(await indexes()).toEqual([])
})
