import type { Credentials } from '@coco/core/cortex/credentials'
import type { SearchCall } from '@coco/core/cortex/search-cortex'
import { DocumentId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCortexSearchRetriever } from './cortex-search-retriever.ts'

const tenant = TenantId.parse('tenant-alpha')
const place = { database: 'DOCS', schema: 'ALPHA', warehouse: 'WH' }
const credentials: Credentials = {
  token: () => Promise.resolve({ value: 'x', type: 'KEYPAIR_JWT' }),
  invalidate: () => {},
}
const id = DocumentId.parse(randomUUID())
const near = { TENANT_ID: tenant, DOCUMENT_ID: id, POSITION: '3', CONTENT: '', '@scores': { cosine_similarity: 0.9 } }

/** A retriever over services that give these rows, and what was asked of them. */
function retrieverOver(results: Record<string, unknown>[], withPlace = true) {
  const asked: SearchCall[] = []
  const statements: { sql: string; bindings: readonly unknown[]; warehouse: string | undefined }[] = []
  const retriever = createCortexSearchRetriever({
    closing: new AbortController().signal,
    placeOf: () => (withPlace ? place : null),
    searchCortex: async (call) => {
      asked.push(call)
      return results
    },
    openSql: () => ({
      execute: async (sql, execution) => {
        statements.push({ sql, bindings: execution?.bindings ?? [], warehouse: execution?.warehouse })
        return { columns: [], rows: [], message: '', statementHandle: null, stats: null }
      },
    }),
  })
  return { retriever, asked, statements }
}

const call = (...permissions: string[]) => ({
  viewer: { tenant, subject: randomUUID(), permissions: new Set(permissions) },
  credentials,
})
const wanted = { query: 'vacation', tags: [], limit: 2 }

test('who may not read personal data asks one service, who may asks two', async () => {
  const { retriever, asked } = retrieverOver([])
  await retriever.search(call('chat'), wanted)
  await retriever.search(call('chat', 'read_pii'), wanted)
  expect(asked.map(({ service }) => service)).toEqual([
    'PASSAGES_SEARCH',
    'PASSAGES_SEARCH',
    'PERSONAL_PASSAGES_SEARCH',
  ])
})

test('the tenant is filtered by besides, and one of the tags is enough', async () => {
  const { retriever, asked } = retrieverOver([])
  await retriever.search(call(), { ...wanted, tags: ['hr', 'it'] })
  expect(asked[0]).toMatchObject({
    database: 'DOCS',
    schema: 'ALPHA',
    filter: {
      '@and': [
        { '@eq': { TENANT_ID: 'tenant-alpha' } },
        { '@or': [{ '@contains': { TAGS: 'hr' } }, { '@contains': { TAGS: 'it' } }] },
      ],
    },
  })
})

test.each([
  ['another tenant’s', { ...near, TENANT_ID: 'tenant-beta' }],
  ['of no tenant', { ...near, TENANT_ID: undefined }],
  ['without a key', { ...near, DOCUMENT_ID: 'abc' }],
  ['without a position', { ...near, POSITION: null }],
  ['of a negative position', { ...near, POSITION: '-1' }],
  ['not near', { ...near, '@scores': { cosine_similarity: 0.01 } }],
])('a row that is %s is no hit', async (_what, row) => {
  const { retriever } = retrieverOver([row, near])
  const { hits, by } = await retriever.search(call(), wanted)
  expect({ hits: hits.map(({ documentId, position }) => ({ documentId, position })), by }).toEqual({
    hits: [{ documentId: id, position: 3 }],
    by: 'cortex_search',
  })
})

test('the best of both services come first, with more than were asked for, because some may be deleted by now', async () => {
  const { retriever } = retrieverOver(Array.from({ length: 6 }, (_, index) => ({ ...near, POSITION: 3 + index })))
  const { hits } = await retriever.search(call('read_pii'), wanted)
  expect(hits.map(({ position }) => position)).toEqual([3, 3, 4, 4, 5, 5])
})

test('a document’s rows take the place of what was there, in the table of their kind', async () => {
  const { retriever, statements } = retrieverOver([])
  const passages = Array.from({ length: 90 }, (_, position) => ({ position, headings: ['A', 'B'], content: 'text' }))
  const progress: number[] = []
  const document = { id, title: 'Title', tags: ["o'clock", '"x"'], isPersonal: true }
  await retriever.add(call(), document, passages, (done) => progress.push(done))
  expect(progress).toEqual([40, 80, 90])
  expect(statements.map(({ sql }) => sql.split(/ \(|\n/)[0])).toEqual([
    'DELETE FROM DOCS.ALPHA.PERSONAL_PASSAGES WHERE DOCUMENT_ID = ?',
    ...Array.from({ length: 3 }, () => 'INSERT INTO DOCS.ALPHA.PERSONAL_PASSAGES'),
  ])
  expect(statements.every(({ warehouse }) => warehouse === 'WH')).toBe(true)
  expect(statements[1]?.bindings.slice(0, 8)).toEqual([
    `${id}/0`,
    'tenant-alpha',
    id,
    0,
    'Title',
    '["o\'clock","\\"x\\""]',
    'A / B',
    'Title\nA\nB\ntext',
  ])
  expect(statements[1]?.bindings).toHaveLength(320)
})

test('without a declared place, or without a key, it is refused instead of finding nothing', async () => {
  await expect(retrieverOver([], false).retriever.search(call(), wanted)).rejects.toMatchObject({
    code: 'search_not_allowed',
  })
  await expect(retrieverOver([]).retriever.search({ ...call(), credentials: null }, wanted)).rejects.toMatchObject({
    code: 'tenant_unavailable',
  })
})
