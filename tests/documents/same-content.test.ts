import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

const WAIT = { timeout: 30_000 }
const ALPHA = 'tenant-alpha'

let scene: DocumentScene
let editor: Program
let hr: Program
let admin: Program
let member: Program
beforeAll(async () => {
  scene = await openDocumentScene()
  editor = scene.program(ALPHA, 'editor')
  hr = scene.program(ALPHA, 'editor', 'pii_access')
  admin = scene.program(ALPHA, 'admin', 'pii_access')
  member = scene.program(ALPHA, 'member')
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

const unique = () => ({ title: `Plan ${randomUUID()}`, content: `The team of Jane Roe is dissolved: ${randomUUID()}.` })
const add = (program: Program, document: object) => program.call('POST', '/v1/documents', document)
const idsOf = async (program: Program) =>
  ((await program.call('GET', '/v1/documents?limit=100')).body.documents as { id: string }[]).map(({ id }) => id)

describe('what is said to be personal, and is there for everybody to read', () => {
  test('is refused to whoever may not delete that one, and nothing changes', async () => {
    const document = unique()
    const plain = await add(editor, document)
    const personal = await add(hr, { ...document, contains_pii: true })
    expect([personal.status, personal.body]).toMatchObject([
      409,
      { code: 'already_exists', problem: 'already_plain', detail: expect.stringContaining('everybody') },
    ])
    expect(await idsOf(member)).toContain(plain.body.id)
  })

  test('on the page too, where the text can still be kept otherwise', async () => {
    const { title, content: text } = unique()
    const { documents } = hr.client.trpc
    await add(editor, { title, content: text })
    const { upload } = await documents.paste.mutate({ title, text })
    const input = { uploadId: upload.id, title }
    const refused = await documents.ingest.mutate({ ...input, isPersonal: true })
    expect(refused).toMatchObject({ state: 'failed', problem: { code: 'already_plain', isFinal: false } })
    expect(await documents.ingest.mutate({ ...input, isPersonal: false })).toMatchObject({ state: 'done' })
  })

  test('takes its place where the caller may delete it; from then on it is the one that is there', async () => {
    const document = unique()
    const plain = await add(editor, document)
    const personal = await add(admin, { ...document, contains_pii: true })
    expect([personal.status, personal.body.pii_flagged]).toEqual([201, true])
    const seen = await idsOf(admin)
    expect([seen.includes(plain.body.id), seen.includes(personal.body.id)]).toEqual([false, true])
    expect(await idsOf(member)).not.toContain(personal.body.id)
    const again = await add(hr, document)
    expect([again.status, again.body]).toMatchObject([200, { id: personal.body.id, pii_flagged: true }])
  })
})

test.each([
  ['the title', { title: 'Of Jane, DE89370400440532013000' }, 'iban'],
  ['a tag', { tags: ['jane.roe@example.com'] }, 'email'],
])('personal data in %s makes it personal', async (_where, said, kind) => {
  const { status, body } = await add(editor, { ...unique(), ...said })
  expect([status, body]).toMatchObject([201, { pii_flagged: true, findings: [{ kind, count: 1 }] }])
  expect(await idsOf(member)).not.toContain(body.id)
})

test('a text that is being written is not there yet: when it does not come to be, the next one is kept', async () => {
  const { documents } = editor.client.trpc
  const text = Array.from({ length: 400 }, (_, index) => `# Part ${index}\n\nA word: ocelot, number ${index}.`).join(
    '\n\n',
  )
  const paste = () => documents.paste.mutate({ title: 'Twice', text })
  const [first, second] = [await paste(), await paste()]
  const keep = (uploadId: string) => documents.ingest.mutate({ uploadId, title: 'Twice', isPersonal: false })
  await keep(first.upload.id)
  const kept = keep(second.upload.id)
  await documents.discard.mutate({ uploadId: first.upload.id })
  await kept
  const state = async () => (await documents.preview.query({ uploadId: second.upload.id })).upload
  await expect.poll(async () => (await state()).state, WAIT).toBe('done')
  const { documentId } = await state()
  expect(await documents.get.query({ documentId: documentId ?? '' })).toMatchObject({ document: { state: 'ready' } })
}, 60_000)

test('how full the personal part is does not show in the other one', async () => {
  await using full = await openDocumentScene({ settings: { COCO_LIMIT_DOCUMENTS_PER_TENANT: '1' } })
  const somebody = full.program(ALPHA, 'editor')
  const send = async (isPersonal: boolean) =>
    (await somebody.call('POST', '/v1/documents', { ...unique(), contains_pii: isPersonal })).status
  expect([await send(true), await send(false), await send(false), await send(true)]).toEqual([201, 201, 503, 503])
}, 60_000)
