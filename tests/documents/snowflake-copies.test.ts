import { ownerOf } from '@coco/testkit/database-owner'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import type { TestClient } from '@coco/testkit/test-client'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { keepDocument } from './keep-document.ts'

const SQL = join(import.meta.dirname, '../../sql')
const WAIT = { timeout: 20_000, interval: 20 }
const TABLES = ['PASSAGES', 'PERSONAL_PASSAGES'].map((name) => `COCO_DOCUMENTS.TENANT_ALPHA.${name}`)

async function openCopies() {
  const stack = await startStack()
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  return { stack, client, [Symbol.asyncDispose]: () => stack.close() }
}

const choose = ({ trpc }: TestClient, retriever: 'coco' | 'cortex_search') =>
  trpc.documents.updateSettings.mutate({ retriever, reranks: false })

/** As the account's administrator sees it. */
function rowsOf({ sql }: Stack, documentId: string): number {
  const of = (table: string) => `SELECT PASSAGE_ID FROM ${table} WHERE DOCUMENT_ID = '${documentId}'`
  return TABLES.reduce((sum, table) => sum + (sql(`USE WAREHOUSE COCO_WH; ${of(table)}`).at(-1)?.rows.length ?? 0), 0)
}

function putRow({ sql }: Stack, table: string, documentId: string, content: string): void {
  sql(`USE WAREHOUSE COCO_WH; INSERT INTO ${table} (PASSAGE_ID, TENANT_ID, DOCUMENT_ID, POSITION, TITLE, TAGS, HEADINGS, CONTENT)
    SELECT column1, 'tenant-alpha', column2, 0, 'x', PARSE_JSON('[]')::ARRAY, '', column3
    FROM VALUES ('${documentId}/0', '${documentId}', '${content}')`)
}

async function failToKeep({ trpc: { documents } }: TestClient, { title, text }: { title: string; text: string }) {
  const { upload } = await documents.paste.mutate({ title, text })
  await documents.ingest.mutate({ uploadId: upload.id, title, tags: ['hr'], isPersonal: true })
  const state = async () => (await documents.uploads.query()).find(({ id }) => id === upload.id)?.state
  await vi.waitFor(async () => expect(await state()).toBe('failed'), WAIT)
}

test('a document that is deleted while it is brought into Cortex Search is not in Snowflake afterwards', async () => {
  await using scene = await openCopies()
  const { stack, client } = scene
  const section = (index: number) =>
    `# Section ${index}\n\n${`Rule ${index} has visitors park behind house ${index}. `.repeat(16)}`
  const text = Array.from({ length: 300 }, (_, index) => section(index)).join('\n\n')
  const documentId = await keepDocument(client, { title: 'Parking', text })
  const next = await keepDocument(client, { title: 'Lifts', text: 'The lift in house two is for goods only.' })
  await choose(client, 'cortex_search')
  expect(await client.trpc.documents.reindex.mutate()).toEqual({ documents: 2 })
  await vi.waitFor(() => expect(rowsOf(stack, documentId)).toBeGreaterThan(0), { timeout: 20_000, interval: 1 })
  await client.trpc.documents.remove.mutate({ documentId })
  // The next one's turn comes when nothing more is written of the first.
  await vi.waitFor(() => expect(rowsOf(stack, next)).toBe(1), WAIT)
  expect(rowsOf(stack, documentId)).toBe(0)
})

const pay = { title: 'Salaries', text: 'The salary of Marta Keller is agreed in March.', isPersonal: true }

test.each([
  ['a later keep', (client: TestClient) => keepDocument(client, { title: 'Doors', text: 'Doors close at eight.' })],
  ['an index now', (client: TestClient) => client.trpc.documents.reindex.mutate()],
] as const)(
  'what Snowflake does not give back of a document that it did not take is nobody’s to see, and is taken back by %s',
  async (_what, takeBack) => {
    await using scene = await openCopies()
    const { stack, client } = scene
    await using owner = await ownerOf(stack)
    const { documents } = client.trpc
    await choose(client, 'cortex_search')
    const [, personal = ''] = TABLES
    stack.sql(`REVOKE INSERT, DELETE ON TABLE ${personal} FROM ROLE COCO_TENANT_ALPHA`)
    await failToKeep(client, pay)
    const states = async () => (await owner.query('SELECT id, state FROM coco.personal_documents')).rows
    const [left] = await states()
    expect(left).toMatchObject({ state: 'leaving' })
    putRow(stack, personal, left.id, 'The salary of Marta Keller is agreed in March.')

    expect((await documents.list.query({})).total).toBe(0)
    expect(await documents.tags.query()).toEqual([])
    await expect(documents.get.query({ documentId: left.id })).rejects.toMatchObject({
      data: { coco: { code: 'not_found' } },
    })
    expect((await documents.search.query({ query: 'What is the salary of Marta Keller?' })).passages).toEqual([])
    const [upload] = await documents.uploads.query()
    expect(upload).toMatchObject({ state: 'failed', documentId: null, problem: { code: 'search_refused' } })
    await expect(keepDocument(client, { title: 'Lifts', text: 'The lift is for goods.' })).resolves.toBeTypeOf('string')
    expect(rowsOf(stack, left.id)).toBe(1)

    stack.sql(`GRANT INSERT, DELETE ON TABLE ${personal} TO ROLE COCO_TENANT_ALPHA`)
    await takeBack(client)
    await vi.waitFor(async () => expect(await states()).toEqual([]), WAIT)
    expect(rowsOf(stack, left.id)).toBe(0)
    const documentId = await keepDocument(client, pay)
    expect(await states()).toEqual([{ id: documentId, state: 'ready' }])
    expect(rowsOf(stack, documentId)).toBe(1)
  },
)

test('rows in Snowflake that lead to no document take no place of those that do', async () => {
  await using scene = await openCopies()
  const { stack, client } = scene
  await choose(client, 'cortex_search')
  const documentId = await keepDocument(client, {
    title: 'Parking',
    text: 'Visitors of all houses park their cars behind house seven.',
  })
  for (let index = 0; index < 4; index += 1) putRow(stack, TABLES[0] ?? '', randomUUID(), 'Where do visitors park?')
  const { passages } = await client.trpc.documents.search.query({ query: 'Where do visitors park?', limit: 2 })
  expect(passages.map((passage) => passage.documentId)).toEqual([documentId])
})

test('a document whose copy cannot be deleted any more says what to do, and can be deleted here alone on second thoughts', async () => {
  await using scene = await openCopies()
  const { stack, client } = scene
  const { documents, audit } = client.trpc
  await choose(client, 'cortex_search')
  const documentId = await keepDocument(client, { title: 'Canteen', text: 'The canteen opens at eleven.' })
  stack.sql(readFileSync(join(SQL, 'teardown/04_drop_documents.sql'), 'utf8'))
  await choose(client, 'coco')

  // Nobody gives a copy up before they were told that there is one.
  const failure = await documents.remove.mutate({ documentId, forgetsCopy: true }).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    data: {
      coco: {
        code: 'search_failed',
        message: expect.stringContaining('sql/04_documents.sql'),
        fix: expect.stringContaining('GRANT SELECT, INSERT, DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES'),
      },
    },
  })
  await expect(documents.remove.mutate({ documentId })).rejects.toMatchObject({
    data: { coco: { code: 'search_failed' } },
  })
  expect((await documents.list.query({})).total).toBe(1)

  await documents.remove.mutate({ documentId, forgetsCopy: true })
  expect((await documents.list.query({})).total).toBe(0)
  const { entries } = await audit.list.query({ limit: 1 })
  expect(entries[0]).toMatchObject({
    action: 'document_removed',
    subject: documentId,
    details: { is_personal: false, passages: 1, copy_left_in_snowflake: true },
  })
})
