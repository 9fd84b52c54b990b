import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

/** What each may do with documents. Whatever is not named here, nobody may do. */
const MAY: Record<string, readonly string[]> = {
  member: ['read'],
  editor: ['read', 'add'],
  admin: ['read', 'add', 'remove', 'settings'],
}
const TENANT = 'tenant-alpha'

let scene: DocumentScene
let documentId: string
const never = { uploadId: randomUUID() }

/** Every procedure, with an input that is right, by what it takes to be let in. */
const CALLS: Record<string, (program: Program) => Record<string, () => Promise<unknown>>> = {
  read: ({ client, call }) => ({
    list: () => client.trpc.documents.list.query({}),
    get: () => client.trpc.documents.get.query({ documentId }),
    passage: () => client.trpc.documents.passage.query({ documentId, position: 0 }),
    tags: () => client.trpc.documents.tags.query(),
    search: () => client.trpc.documents.search.query({ query: 'kettle' }),
    query: () => client.trpc.documents.query.mutate({ query: 'Where is the kettle?' }),
    'GET /v1/documents': () => orThrow(call('GET', '/v1/documents')),
    'POST /v1/query': () => orThrow(call('POST', '/v1/query', { query: 'Where is the kettle?' })),
  }),
  add: ({ client, call, headers }) => ({
    paste: () => client.trpc.documents.paste.mutate({ title: 'a', text: `text ${randomUUID()}` }),
    uploads: () => client.trpc.documents.uploads.query(),
    preview: () => client.trpc.documents.preview.query(never),
    ingest: () => client.trpc.documents.ingest.mutate({ ...never, title: 'a', isPersonal: false }),
    discard: () => client.trpc.documents.discard.mutate(never),
    'POST /v1/documents': () => orThrow(call('POST', '/v1/documents', { title: 'a', content: `text ${randomUUID()}` })),
    'POST /documents/uploads': () =>
      orThrow(scene.withHeaders(headers).call('POST', '/documents/uploads', 'a', { 'content-type': 'text/markdown' })),
  }),
  remove: ({ client, call }) => ({
    remove: () => client.trpc.documents.remove.mutate({ documentId: randomUUID() }),
    'DELETE /v1/documents/{id}': () => orThrow(call('DELETE', `/v1/documents/${randomUUID()}`)),
  }),
  settings: ({ client }) => ({
    settings: () => client.trpc.documents.settings.query(),
    updateSettings: () => client.trpc.documents.updateSettings.mutate({ retriever: 'coco', reranks: false }),
    reindex: () => client.trpc.documents.reindex.mutate(),
  }),
}

beforeAll(async () => {
  scene = await openDocumentScene()
  const added = await scene
    .program(TENANT, 'editor')
    .call('POST', '/v1/documents', { title: 'Kitchen', content: 'The kettle is in the kitchen.' })
  documentId = added.body.id
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

describe.each(Object.keys(MAY))('as %s', (role) => {
  test.each(Object.keys(CALLS))('to %s', async (what) => {
    const program = scene.program(TENANT, role)
    const isAllowed = MAY[role]?.includes(what)
    for (const [name, call] of Object.entries(CALLS[what]?.(program) ?? {})) {
      expect([name, await outcomeOf(call)]).toEqual([name, isAllowed ? 'let in' : 'forbidden'])
    }
  })
})

test('the right to personal data alone opens nothing: it goes with another role', async () => {
  const program = scene.program(TENANT, 'pii_access')
  for (const what of Object.keys(CALLS)) {
    for (const [name, call] of Object.entries(CALLS[what]?.(program) ?? {})) {
      expect([name, await outcomeOf(call)]).toEqual([name, 'forbidden'])
    }
  }
})

test('every procedure of documents is in this table', () => {
  const program = scene.program(TENANT, 'member')
  const named = Object.values(CALLS).flatMap((calls) => Object.keys(calls(program)))
  const procedures = scene.stack.surface.procedures.flatMap(({ name }) =>
    name.startsWith('documents.') ? [name.slice('documents.'.length)] : [],
  )
  expect(named.filter((name) => !name.includes('/')).sort()).toEqual(procedures.sort())
})

test('whoever is refused is in the record, with what they tried', async () => {
  await outcomeOf(() => orThrow(scene.program(TENANT, 'member').call('DELETE', `/v1/documents/${documentId}`)))
  const { audit } = scene.program(TENANT, 'admin').client.trpc
  await expect
    .poll(async () => (await audit.list.query({ limit: 200 })).entries.map(({ details }) => details['procedure']))
    .toContain('DELETE /v1/documents/:id')
})

/** A refusal as tRPC's clients throw it. */
async function orThrow(answer: ReturnType<Program['call']>): Promise<void> {
  const { status, body } = await answer
  if (status >= 400) throw Object.assign(new Error('refused'), { data: { coco: { code: body.code } } })
}

/** One that is not there was looked for, so whoever asked was let in. */
async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'let in'
  } catch (error) {
    const { code } = (error as { data: { coco: { code: string } } }).data.coco
    return code === 'not_found' ? 'let in' : code
  }
}
