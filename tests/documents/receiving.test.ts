import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

/** One reader: whatever comes while it is busy is in memory and waits. */
let scene: DocumentScene
beforeAll(async () => {
  const settings = {
    COCO_MAX_DOCUMENT_READERS: '1',
    COCO_LIMIT_UPLOADS_AT_ONCE: '16',
    COCO_LIMIT_REQUEST_MS: '1000',
  }
  scene = await openDocumentScene({ settings })
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

const TEXT = 'Nothing of interest. '.repeat(5_000)
const editor = () => scene.program('tenant-alpha', 'editor')
const uploadsOf = (program: Program) => program.client.trpc.documents.uploads.query()

function head({ headers }: Program, path: string, length: number): string {
  const { host } = new URL(scene.stack.serverUrl)
  const lines = [`POST ${path} HTTP/1.1`, `host: ${host}`, `authorization: ${headers['authorization']}`]
  return [...lines, 'content-type: text/markdown', `content-length: ${length}`, '', ''].join('\r\n')
}

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(scene.stack.serverUrl).port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => void socket.once('connect', resolve))
  return socket
}

/** Two people whose files are read one after the other. */
function keepBusy() {
  const senders = [editor(), editor(), editor()]
  const sent = senders.flatMap((program) =>
    ['a', 'b'].map((name) =>
      program.call('POST', '/documents/uploads', TEXT, {
        'content-type': 'text/markdown',
        'x-file-name': `${name}.md`,
      }),
    ),
  )
  return { senders, sent: Promise.all(sent) }
}

async function expectReading(program: Program, count: number): Promise<string[]> {
  const states = async () => (await uploadsOf(program)).filter(({ state }) => state === 'reading')
  await expect.poll(async () => (await states()).length, { timeout: 20_000 }).toBe(count)
  return (await states()).map(({ id }) => id)
}

test('what is discarded, or whose sender hung up, is not read: it leaves the queue and its place at once', async () => {
  const busy = keepBusy()
  for (const sender of busy.senders) await expectReading(sender, 2)
  const impatient = editor()
  const kept = impatient.call('POST', '/documents/uploads', TEXT, { 'content-type': 'text/markdown' })
  const [id = ''] = await expectReading(impatient, 1)
  const socket = await open()
  socket.write(head(impatient, '/documents/uploads', TEXT.length) + TEXT)
  await expectReading(impatient, 2)

  const paste = () => impatient.client.trpc.documents.paste.mutate({ title: 'A third', text: 'text' })
  await expect(paste()).rejects.toMatchObject({ data: { coco: { code: 'too_many_streams' } } })

  await impatient.client.trpc.documents.discard.mutate({ uploadId: id })
  expect((await kept).status).toBe(404)
  socket.destroy()
  const left = async () => (await uploadsOf(impatient)).map(({ state, problem }) => [state, problem?.code])
  await expect.poll(left, { timeout: 20_000 }).toEqual([['failed', 'interrupted']])
  const others = await Promise.all(busy.senders.map(uploadsOf))
  expect(others.flat().some(({ state }) => state === 'reading')).toBe(true)
  await expect(paste()).resolves.toMatchObject({ upload: { state: 'ready' } })
  expect((await busy.sent).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
}, 90_000)

test('a file may take longer than other requests, which are cut meanwhile', async () => {
  const [half, rest] = ['# Slow\n\nThe first half. ', 'The second half.']
  const program = editor()
  const file = await open()
  let answer = ''
  file.on('data', (bytes) => (answer += bytes.toString()))
  file.write(head(program, '/v1/documents?title=Slow', half.length + rest.length) + half)

  const other = await open()
  let cut = ''
  other.on('data', (bytes) => (cut += bytes.toString()))
  other.write(head(program, '/v1/chat/stream', 100))
  await new Promise((resolve) => void other.once('close', resolve))
  expect(cut).toContain('HTTP/1.1 408')
  expect(answer).toBe('')
  file.write(rest)
  await expect.poll(() => answer, { timeout: 30_000 }).toContain('HTTP/1.1 201')
  file.destroy()
}, 60_000)

test('but not for ever: 408 is a problem too', async () => {
  await using impatient = await openDocumentScene({ settings: { COCO_LIMIT_UPLOAD_MS: '1000' } })
  const { authorization = '' } = impatient.program('tenant-alpha', 'editor').headers
  const never = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('half')) })
  const init = { method: 'POST', body: never, duplex: 'half', headers: { authorization, 'content-type': 'text/plain' } }
  const answer = await fetch(`${impatient.stack.serverUrl}/v1/documents?title=a`, init as RequestInit)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([408, 'application/problem+json; charset=utf-8'])
  expect(await answer.json()).toMatchObject({ status: 408, type: 'urn:coco:error:invalid_input' })
}, 60_000)
