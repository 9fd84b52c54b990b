import { writeSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { spreadOf } from '../faults/figures.ts'
import { openSocket } from '../faults/raw-http.ts'
import { openDocumentScene } from './document-scene.ts'
import { docxFile } from './files/docx-file.ts'
import { MIB } from './reading.ts'

const MINUTES = 240_000

function bomb(): Buffer {
  const blanks = Buffer.alloc(200 * MIB, ' ')
  const content = deflateRawSync(blanks)
  return docxFile('', [{ name: 'word/document.xml', content, deflated: { crc: 0, bytes: blanks.length } }])
}

const table = () =>
  Buffer.from(`id,name\n${Array.from({ length: 1_000_000 }, (_, id) => `${id},name ${id}`).join('\n')}`)

test(
  'while files are read that want too much, others are answered, and each file is refused for what it is',
  async () => {
    await using scene = await openDocumentScene({ settings: { COCO_LIMIT_DOCUMENT_READ_MS: '120000' } })
    const { serverUrl } = scene.stack
    const editor = scene.program('tenant-alpha', 'editor')
    const member = scene.program('tenant-alpha', 'member')
    const send = async (bytes: Buffer, name: string) => {
      const headers = { ...editor.headers, 'content-type': 'application/octet-stream', 'x-file-name': name }
      const body = new Uint8Array(bytes)
      const response = await fetch(`${serverUrl}/documents/uploads`, { method: 'POST', headers, body })
      const { upload } = (await response.json()) as { upload?: { problem: { code: string; isFinal: boolean } | null } }
      return [response.status, upload?.problem?.code]
    }
    const files: [Buffer, string][] = [
      [bomb(), 'bomb.docx'],
      [table(), 'rows.csv'],
    ]
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const healthMs: number[] = []
    const reading = { isOver: false }
    const sent = Promise.all(files.map(([bytes, name]) => send(bytes, name))).finally(() => (reading.isOver = true))
    const healthStatuses = new Set<number>()
    const ends: (string | undefined)[] = []
    do {
      const askedAtMs = performance.now()
      healthStatuses.add((await fetch(`${serverUrl}/healthz`)).status)
      healthMs.push(performance.now() - askedAtMs)
      const { events } = await member.client.converse('Are you still there?')
      ends.push(events.at(-1)?.type)
    } while (!reading.isOver)
    expect(await sent).toEqual([
      [200, 'expands_too_much'],
      [200, 'too_much_text'],
    ])
    expect(new Set(ends)).toEqual(new Set(['done']))
    expect(healthStatuses).toEqual(new Set([200]))
    delay.disable()
    const loopMs = { median: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }
    writeSync(1, `meanwhile ${JSON.stringify({ answers: ends.length, healthMs: spreadOf(healthMs), loopMs })}\n`)
  },
  MINUTES,
)

test.each(['/documents/uploads', '/v1/documents'])(
  'a PDF of 50 MB is refused at %s by what is said of its length, before a byte of it is sent',
  async (path) => {
    await using scene = await openDocumentScene()
    const { authorization = '' } = scene.program('tenant-alpha', 'editor').headers
    const socket = openSocket(scene.stack.serverUrl)
    const answer = Promise.withResolvers<string>()
    let text = ''
    socket.on('data', (data) => {
      text += data.toString('latin1')
      if (text.includes('\r\n\r\n')) answer.resolve(text)
    })
    socket.on('close', () => answer.resolve(text))
    const head = ['Host: 127.0.0.1', `Authorization: ${authorization}`, 'Content-Type: application/pdf']
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\nContent-Length: ${50 * MIB}\r\n\r\n`)
    expect(await answer.promise).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  },
  MINUTES,
)
