import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import type { TestClient } from '@coco/testkit/test-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { keepDocument } from './keep-document.ts'

let stack: Stack
let operator: TestClient
let alpha: TestClient
let beta: TestClient
/** Was there before the tenant chose Cortex Search. */
let earlier: string

beforeAll(async () => {
  stack = await startStack()
  operator = (await stack.signIn('operator', 'tenant-alpha')).client
  alpha = (await stack.signIn('user-alpha')).client
  beta = (await stack.signIn('user-beta')).client
  earlier = await keepDocument(operator, { title: 'Parking', text: 'Visitors park their cars behind house seven.' })
  await operator.trpc.documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
})
afterAll(() => stack.close())

const LEAVE = { title: 'Leave', tags: ['hr'], text: '# Vacation\n\nEverybody has thirty days of vacation in a year.' }
const SALARIES = {
  title: 'Salaries',
  isPersonal: true,
  text: 'The salary of Marta Keller is agreed with her in March.',
}

async function titlesFor(client: TestClient, query: string): Promise<string[]> {
  const { passages } = await client.trpc.documents.search.query({ query })
  return passages.map(({ title }) => title)
}

/** How many passages of a document Snowflake has. */
function rowsOf(documentId: string): number {
  return ['PASSAGES', 'PERSONAL_PASSAGES'].reduce((sum, table) => {
    const select = `SELECT PASSAGE_ID FROM COCO_DOCUMENTS.TENANT_ALPHA.${table} WHERE DOCUMENT_ID = '${documentId}'`
    return sum + (stack.sql(`USE WAREHOUSE COCO_WH; ${select}`).at(-1)?.rows.length ?? 0)
  }, 0)
}

test('what a tenant keeps is found by Cortex Search, answered from and cited; another tenant finds nothing of it', async () => {
  const id = await keepDocument(operator, LEAVE)
  expect(rowsOf(id)).toBe(1)
  expect((await alpha.trpc.documents.search.query({ query: 'vacation' })).by).toBe('cortex_search')
  expect(await titlesFor(alpha, 'How many days of vacation are there?')).toEqual(['Leave'])
  expect(await titlesFor(beta, 'How many days of vacation are there?')).toEqual([])
  expect(await titlesFor(alpha, 'Who composed the Moonlight Sonata?')).toEqual([])
  const answer = await alpha.trpc.documents.query.mutate({ query: 'How many days of vacation are there?' })
  expect(answer).toMatchObject({ isFound: true, sources: [{ documentId: id }], unmatchedCitations: [] })
  expect(answer.answer).toBe('Everybody has thirty days of vacation in a year. [1]')
})

test('what is personal is in a table of its own, and found by whom may read it alone', async () => {
  const id = await keepDocument(operator, SALARIES)
  const [plain, personal] = ['PASSAGES', 'PERSONAL_PASSAGES'].map((table) =>
    stack
      .sql(`USE WAREHOUSE COCO_WH; SELECT DOCUMENT_ID FROM COCO_DOCUMENTS.TENANT_ALPHA.${table}`)
      .at(-1)
      ?.rows.flat(),
  )
  expect(plain).not.toContain(id)
  expect(personal).toContain(id)
  const question = 'What is the salary of Marta Keller?'
  expect(await titlesFor(operator, question)).toEqual(['Salaries'])
  stack.emulator.calls.clear()
  expect(await titlesFor(alpha, question)).toEqual([])
  const asked = stack.emulator.calls.list().map(({ path }) => path.split('/').at(-1))
  expect(asked.filter((name) => name?.endsWith(':query'))).toEqual(['PASSAGES_SEARCH:query'])
})

test('what was there before is told, brought in by a reindex, and found then', async () => {
  const settings = () => operator.trpc.documents.settings.query()
  expect(await settings()).toMatchObject({ retriever: 'cortex_search', hasCortexSearch: true, notIndexed: 1 })
  expect(await titlesFor(alpha, 'Where do visitors park?')).toEqual([])
  expect(await operator.trpc.documents.reindex.mutate()).toEqual({ documents: 1 })
  await vi.waitFor(async () => expect(await titlesFor(alpha, 'Where do visitors park?')).toEqual(['Parking']), 10_000)
  await vi.waitFor(async () => expect((await settings()).notIndexed).toBe(0), 10_000)
  expect(rowsOf(earlier)).toBe(1)
})

test('what Snowflake does not take is told, with the reason, and is not taken for indexed', async () => {
  await operator.trpc.documents.updateSettings.mutate({ retriever: 'coco', reranks: false })
  const id = await keepDocument(operator, { title: 'Lifts', text: 'The lift in house two is for goods only.' })
  await operator.trpc.documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
  const settings = () => operator.trpc.documents.settings.query()
  const ended = () => vi.waitFor(async () => expect((await settings()).isIndexing).toBe(false), 10_000)
  expect(await settings()).toMatchObject({ notIndexed: 1, isIndexing: false, indexProblem: null })
  // Neither taken nor given back: it may be there in part.
  stack.sql('REVOKE USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_ALPHA FROM ROLE COCO_TENANT_ALPHA')
  await operator.trpc.documents.reindex.mutate()
  await ended()
  const fix = expect.stringContaining('GRANT USAGE ON SCHEMA')
  expect(await settings()).toMatchObject({ notIndexed: 1, indexProblem: { code: 'search_refused', fix } })
  stack.sql('GRANT USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_ALPHA TO ROLE COCO_TENANT_ALPHA')
  await operator.trpc.documents.reindex.mutate()
  await ended()
  expect(await settings()).toMatchObject({ notIndexed: 0, isIndexing: false, indexProblem: null })
  expect(rowsOf(id)).toBe(1)
  await operator.trpc.documents.remove.mutate({ documentId: id })
})

test('what is deleted is deleted in Snowflake too; what Snowflake does not delete stays, and says so', async () => {
  const id = await keepDocument(operator, { title: 'Canteen', text: 'The canteen opens at eleven.' })
  stack.sql('REVOKE DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES FROM ROLE COCO_TENANT_ALPHA')
  const remove = () => operator.trpc.documents.remove.mutate({ documentId: id })
  await expect(remove()).rejects.toMatchObject({ data: { coco: { code: 'search_failed' } } })
  expect(await titlesFor(alpha, 'When does the canteen open?')).toEqual(['Canteen'])
  stack.sql('GRANT DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES TO ROLE COCO_TENANT_ALPHA')
  await remove()
  expect(rowsOf(id)).toBe(0)
  expect(await titlesFor(alpha, 'When does the canteen open?')).toEqual([])
})

test('a search that Snowflake refuses is refused with the reason, and the statements that it is told with help', async () => {
  stack.sql('REVOKE USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_ALPHA FROM ROLE COCO_TENANT_ALPHA')
  const failure = await alpha.trpc.documents.search.query({ query: 'vacation' }).catch((error: unknown) => error)
  const message = 'Snowflake does not let this tenant search its documents.'
  const fix = expect.stringContaining('GRANT USAGE ON SCHEMA')
  expect(failure).toMatchObject({ data: { httpStatus: 403, coco: { code: 'search_not_allowed', message, fix } } })
  const answer = await alpha.converse({
    content: 'How many days of vacation are there?',
    parameters: { ...NO_PARAMETERS, documents: { tags: [] } },
  })
  const refused = { type: 'error', code: 'search_not_allowed', status_code: 403, message, fix }
  expect(answer.events.at(-1)).toMatchObject(refused)
  stack.sql((failure as { data: { coco: { fix: string } } }).data.coco.fix)
  expect(await titlesFor(alpha, 'How many days of vacation are there?')).toEqual(['Leave'])
})

test('a document that Snowflake does not take is a failed upload with the reason, and the statements help', async () => {
  stack.sql('REVOKE INSERT ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES FROM ROLE COCO_TENANT_ALPHA')
  const document = { title: 'Lifts', text: 'The lift in house two is for goods only.' }
  const { documents } = operator.trpc
  const { upload } = await documents.paste.mutate(document)
  await documents.ingest.mutate({ uploadId: upload.id, title: 'Lifts', tags: [], isPersonal: false })
  const failed = await vi.waitFor(async () => {
    const now = (await documents.uploads.query()).find(({ id }) => id === upload.id)
    expect(now?.state).toBe('failed')
    return now
  }, 10_000)
  expect(failed?.problem).toMatchObject({ code: 'search_refused', isFinal: false })
  expect((await operator.trpc.documents.list.query({ title: 'Lifts' })).total).toBe(0)
  stack.sql(failed?.problem?.fix ?? '')
  await keepDocument(operator, document)
  expect(await titlesFor(alpha, 'What is the lift in house two for?')).toEqual(['Lifts'])
})

test('the tenant’s own key, and no other, speaks to its services', async () => {
  stack.emulator.calls.clear()
  await titlesFor(alpha, 'How many days of vacation are there?')
  const callers = stack.emulator.calls.list().map(({ caller }) => caller?.userName)
  expect(new Set(callers)).toEqual(new Set(['COCO_USER_ALPHA']))
})
