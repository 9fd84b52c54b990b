import { ownerOf } from '@coco/testkit/database-owner'
import { startStack } from '@coco/testkit/start-stack'
import type { TestClient } from '@coco/testkit/test-client'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { tablesWith } from '../housekeeping/somebodys-rows.ts'
import { keepDocument } from './keep-document.ts'

const WAIT = { timeout: 20_000 }
const code = (wanted: string) => ({ data: { coco: { code: wanted } } })
const operatorOf = async (stack: Awaited<ReturnType<typeof startStack>>, tenant = 'tenant-alpha') =>
  (await stack.signIn('operator', tenant)).client

const state = (client: TestClient, id: string) => async () =>
  (await client.trpc.documents.uploads.query()).find((upload) => upload.id === id)?.state

test('a text is shown before it is kept, kept, found and read in order', async () => {
  await using stack = await startStack()
  const { documents } = (await operatorOf(stack)).trpc
  const text = `# Tools\n\n## Saws\n\nThe saws hang on the left wall.\n\n## Drills\n\n${'A drill is oiled after each use. '.repeat(80)}`
  const preview = await documents.paste.mutate({ title: 'Tools', text })
  expect(preview).toMatchObject({ upload: { state: 'ready', isPersonal: false }, sameAs: null })
  expect(preview.passages[0]).toMatchObject({ headings: ['Tools', 'Saws'] })
  expect((await documents.list.query({})).total).toBe(0)

  const uploadId = preview.upload.id
  const started = await documents.ingest.mutate({ uploadId, title: 'All tools', tags: ['Shop'], isPersonal: false })
  expect(started).toMatchObject({ title: 'All tools', progress: { total: preview.passageCount } })
  await expect.poll(async () => (await documents.uploads.query())[0]?.state, WAIT).toBe('done')
  const { documentId } = await documents.ingest.mutate({ uploadId, title: 'Again', isPersonal: false })
  const { document, passages } = await documents.get.query({ documentId: documentId ?? '' })
  expect(document).toMatchObject({ title: 'All tools', tags: ['shop'], state: 'ready', isOwn: true })
  expect(passages.map(({ position }) => position)).toEqual(passages.map((_, index) => index))
  expect(passages).toHaveLength(preview.passageCount)
  const found = await documents.search.query({ query: 'Where do the saws hang?' })
  expect(found.passages[0]).toMatchObject({ documentId, headings: ['Tools', 'Saws'] })
  const { position } = found.passages[0] ?? { position: -1 }
  expect(await documents.passage.query({ documentId: documentId ?? '', position })).toMatchObject({
    title: 'All tools',
  })
  expect(await documents.tags.query()).toEqual([{ tag: 'shop', count: 1 }])

  const again = await documents.paste.mutate({ title: 'Tools', text })
  expect(again.sameAs).toEqual({ id: documentId, title: 'All tools' })
})

test('an editor hands in personal data without being able to read it, their own included', async () => {
  await using stack = await startStack()
  await using owner = await ownerOf(stack)
  const editor = (await stack.addPerson({ roles: ['editor'] })).client
  const canary = `canary${randomUUID().slice(0, 8)}`
  const { documents } = editor.trpc
  const preview = await documents.paste.mutate({ title: 'List', text: `Mail of the ${canary}: tom.ray@example.com` })
  expect(preview.upload).toMatchObject({ isPersonal: true, findings: [{ kind: 'email', count: 1 }] })
  const input = { uploadId: preview.upload.id, title: 'List', isPersonal: false }
  const { documentId } = await documents.ingest.mutate(input)
  await expect.poll(state(editor, preview.upload.id), WAIT).toBe('done')
  expect(await documents.list.query({})).toMatchObject({ documents: [], total: 0 })
  await expect(documents.get.query({ documentId: documentId ?? '' })).rejects.toMatchObject(code('not_found'))
  expect((await documents.search.query({ query: canary })).passages).toEqual([])
  expect(await tablesWith(owner, canary)).toEqual(['coco.personal_passages'])

  const reader = await operatorOf(stack)
  expect((await reader.trpc.documents.search.query({ query: canary })).passages).toHaveLength(1)
  await reader.trpc.documents.get.query({ documentId: documentId ?? '' })
  const { entries } = await reader.trpc.audit.list.query({ limit: 20 })
  const recorded = entries.filter(({ action }) => /document|passages/.test(action))
  expect(recorded).toMatchObject([
    { action: 'personal_passages_read', subject: documentId, details: { documents: [documentId], passages: 1 } },
    { action: 'personal_passages_read', subject: documentId },
    { action: 'document_ingested', subject: documentId, details: { is_personal: true, passages: 1 } },
  ])
  expect(JSON.stringify(recorded)).not.toContain(canary)
})

test('where it cannot be recorded that personal data was read, none is given', async () => {
  await using stack = await startStack()
  await using owner = await ownerOf(stack)
  const { trpc } = await operatorOf(stack)
  const documentId = await keepDocument({ trpc } as TestClient, {
    title: 'Salaries',
    text: 'The gardener earns a pear a day.',
    isPersonal: true,
  })
  await owner.query('REVOKE INSERT ON coco.audit FROM coco_app')
  await expect(trpc.documents.get.query({ documentId })).rejects.toMatchObject(code('internal'))
  await expect(trpc.documents.search.query({ query: 'gardener pear' })).rejects.toMatchObject(code('internal'))
  await owner.query('GRANT INSERT ON coco.audit TO coco_app')
  expect((await trpc.documents.get.query({ documentId })).passages).toHaveLength(1)
})

test('two tabs that keep the same text make one document', async () => {
  await using stack = await startStack()
  const { documents } = (await operatorOf(stack)).trpc
  const tab = async () => {
    const { upload } = await documents.paste.mutate({ title: 'One', text: 'There is one lighthouse.' })
    return upload.id
  }
  const uploadIds = [await tab(), await tab(), await tab()]
  const kept = await Promise.all(
    uploadIds.map((uploadId) => documents.ingest.mutate({ uploadId, title: 'One', isPersonal: false })),
  )
  expect(new Set(kept.map(({ documentId }) => documentId)).size).toBe(1)
  expect((await documents.list.query({})).total).toBe(1)
})

const MODEL_ROLE = 'SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5"'

test('when the model of vectors is not granted, what is kept fails with the GRANT, and nothing half is left', async () => {
  await using stack = await startStack({ database: 'embedded' })
  await using owner = await ownerOf(stack)
  const client = await operatorOf(stack)
  const { documents } = client.trpc
  stack.sql(`REVOKE APPLICATION ROLE ${MODEL_ROLE} FROM ROLE COCO_TENANT_ALPHA`)
  const { upload } = await documents.paste.mutate({ title: 'Refused', text: 'A word: quagga.' })
  const input = { uploadId: upload.id, title: 'Refused', isPersonal: false }
  await documents.ingest.mutate(input)
  await expect.poll(state(client, upload.id), WAIT).toBe('failed')
  const [row] = await documents.uploads.query()
  const fix = `GRANT APPLICATION ROLE ${MODEL_ROLE} TO ROLE COCO_TENANT_ALPHA`
  expect(row?.problem).toMatchObject({ code: 'embedding_refused', isFinal: false, fix: expect.stringContaining(fix) })
  expect(await tablesWith(owner, 'quagga')).toEqual(['coco.uploads'])
  expect((await documents.list.query({})).total).toBe(0)

  stack.sql(fix)
  await documents.ingest.mutate(input)
  await expect.poll(state(client, upload.id), WAIT).toBe('done')
  expect((await documents.search.query({ query: 'quagga' })).passages).toHaveLength(1)
})

test('what a process was writing when it ended is not half there, and can be kept another time', async () => {
  const [owner, document, personal, cut] = Array.from({ length: 4 }, () => randomUUID())
  const left = (part: string, id: string | undefined) => `
    INSERT INTO coco.${part}documents (tenant_id, id, title, media_type, sha256, characters, passage_count)
      VALUES ('tenant-alpha', '${id}', 'Cut', 'text/markdown', 'x', 9, 1);
    INSERT INTO coco.${part}passages (tenant_id, document_id, position, content, search)
      VALUES ('tenant-alpha', '${id}', 0, 'thylacine', 'thylacine');`
  const upload = `
    INSERT INTO coco.uploads (tenant_id, owner_id, id, media_type, bytes, sha256, state, title, sections, passages_total, document_id)
      VALUES ('tenant-alpha', '${owner}', '${cut}', 'text/markdown', 9, 'x', 'indexing', 'Cut',
        '[{"headings": [], "page": null, "text": "thylacine"}]', 1, '${document}');`
  const alter = left('', document) + left('personal_', personal) + upload
  await using stack = await startStack({ alter })
  await using db = await ownerOf(stack)
  expect(await tablesWith(db, 'thylacine')).toEqual(['coco.uploads'])

  const { client, session } = await stack.signIn('operator', 'tenant-alpha')
  await db.query('UPDATE coco.uploads SET owner_id = $1', [session.person.id])
  const { documents } = client.trpc
  const [row] = await documents.uploads.query()
  expect(row).toMatchObject({ id: cut, state: 'failed', problem: { code: 'interrupted', isFinal: false } })
  await documents.ingest.mutate({ uploadId: cut ?? '', title: 'Whole', isPersonal: false })
  await expect.poll(state(client, cut ?? ''), WAIT).toBe('done')
  expect((await documents.search.query({ query: 'thylacine' })).passages).toMatchObject([{ title: 'Whole' }])
})

test('what is discarded is gone, also while it is being written', async () => {
  await using stack = await startStack({ database: 'embedded' })
  await using owner = await ownerOf(stack)
  const { documents } = (await operatorOf(stack)).trpc
  const text = Array.from({ length: 400 }, (_, index) => `# Part ${index}\n\nA word: okapi, number ${index}.`).join(
    '\n\n',
  )
  const { upload } = await documents.paste.mutate({ title: 'Long', text })
  await documents.ingest.mutate({ uploadId: upload.id, title: 'Long', isPersonal: false })
  await documents.discard.mutate({ uploadId: upload.id })
  await expect.poll(() => tablesWith(owner, 'okapi'), WAIT).toEqual([])
  expect((await documents.list.query({})).total).toBe(0)
  await expect(documents.preview.query({ uploadId: upload.id })).rejects.toMatchObject(code('not_found'))
})

test('a tenant that keeps as much as it may is told so, and goes on when something was deleted', async () => {
  await using stack = await startStack({ settings: { COCO_LIMIT_DOCUMENTS_PER_TENANT: '1' } })
  const client = await operatorOf(stack)
  const { documents } = client.trpc
  const first = await keepDocument(client, { title: 'First', text: 'The first one.' })
  const { upload } = await documents.paste.mutate({ title: 'Second', text: 'The second one.' })
  const input = { uploadId: upload.id, title: 'Second', isPersonal: false }
  expect(await documents.ingest.mutate(input)).toMatchObject({ state: 'failed', problem: { code: 'store_full' } })
  await documents.remove.mutate({ documentId: first })
  expect(await documents.ingest.mutate(input)).toMatchObject({ state: 'indexing' })
  await expect.poll(state(client, upload.id), WAIT).toBe('done')
})

test('one person has only so many files waiting', async () => {
  await using stack = await startStack({ settings: { COCO_LIMIT_UPLOADS_PER_PERSON: '2' } })
  const { documents } = (await operatorOf(stack)).trpc
  const paste = (text: string) => documents.paste.mutate({ title: 'Waiting', text })
  const first = await paste('one')
  await paste('two')
  await expect(paste('three')).rejects.toMatchObject(code('rate_limited'))
  await documents.discard.mutate({ uploadId: first.upload.id })
  await expect(paste('three')).resolves.toHaveProperty('upload')
})

test('what could not be kept and has its text still is one of them', async () => {
  const settings = { COCO_LIMIT_UPLOADS_PER_PERSON: '1', COCO_LIMIT_DOCUMENTS_PER_TENANT: '1' }
  await using stack = await startStack({ settings })
  const client = await operatorOf(stack)
  const { documents } = client.trpc
  await keepDocument(client, { title: 'First', text: 'The first one.' })
  const { upload } = await documents.paste.mutate({ title: 'Second', text: 'The second one.' })
  const kept = await documents.ingest.mutate({ uploadId: upload.id, title: 'Second', isPersonal: false })
  expect(kept.state).toBe('failed')
  await expect(documents.paste.mutate({ title: 'Third', text: 'three' })).rejects.toMatchObject(code('rate_limited'))
})
