import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askOver, WAYS, type Way } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure } from './figures.ts'
import { openSocket } from './raw-http.ts'
import { createTestClock } from './test-clock.ts'

const { clock, skip } = createTestClock()
let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
let server: ServerUnderTest
beforeAll(async () => {
  upstream = await startHostileUpstream(says('fine'))
  server = await startServerOn(upstream.url, { platform: { clock } })
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})
beforeEach(() => skip(60_000))

const MIB = 1_048_576
const PATHS: Record<Way, string> = { REST: '/v1/chat/stream', tRPC: '/trpc/chat.complete' }

interface Reply {
  status: number
  text: string
  json: Record<string, unknown> | null
}

async function post(way: Way, body: string | Buffer<ArrayBuffer>): Promise<Reply> {
  const headers = { 'content-type': 'application/json', 'x-api-key': server.alphaKey }
  const response = await fetch(server.serverUrl + PATHS[way], { method: 'POST', headers, body })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as Reply['json']) : null }
}

/** Sends a body in pieces until the server ends it. */
async function sendUntilCut(way: Way, head: string, piece: Buffer) {
  const socket = openSocket(server.serverUrl)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  let answer = ''
  socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
  function send(): void {
    while (socket.writable && socket.bytesWritten < 400 * MIB) if (!socket.write(piece)) return
  }
  socket.write(`POST ${PATHS[way]} HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${server.alphaKey}\r\n${head}\r\n\r\n`)
  socket.on('drain', send)
  send()
  await closed
  const [line = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(line.split(' ')[1]), body, sentMib: socket.bytesWritten / MIB }
}

describe.each(WAYS)('over %s', (way) => {
  const valid = (content: string, more = '') =>
    way === 'REST' ? `{"message":${content}${more}}` : `{"messages":[{"role":"user","content":${content}}]${more}}`

  test('row 42 · a prompt over 1 MiB is 413 in JSON and names the limit; one just below is answered', async () => {
    const room = MIB - valid('""').length
    expect((await post(way, valid(JSON.stringify('x'.repeat(room))))).status).toBe(200)
    const refused = await post(way, valid(JSON.stringify('x'.repeat(room + 1))))
    expect(refused.status).toBe(413)
    expect(refused.json).toMatchObject({ code: 'payload_too_large', message: expect.stringMatching(/1 MiB|1048576/) })
  })

  test.each([
    [
      '20 MiB with a length',
      `content-type: application/json\r\ncontent-length: ${20 * MIB}`,
      Buffer.alloc(65_536, 'x'),
    ],
    [
      '400 MiB in chunks',
      'content-type: application/json\r\ntransfer-encoding: chunked',
      Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'x'), Buffer.from('\r\n')]),
    ],
  ])('row 42 · %s is 413 in JSON, and the upload is stopped early', async (what, head, piece) => {
    const { status, body, sentMib } = await sendUntilCut(way, head, piece)
    printFigure(`row 42 over ${way}, ${what}: ${sentMib.toFixed(1)} MiB sent until it was cut`)
    expect(sentMib).toBeLessThan(20)
    expect(status).toBe(413)
    expect(JSON.parse(body)).toMatchObject({ code: 'payload_too_large', message: expect.stringContaining('1 MiB') })
  })

  const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
  test.each([
    ['cut off', valid('"x"').slice(0, -1)],
    ['nothing', ''],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['NaN', valid('NaN')],
    ['a comment', `/* */${valid('"x"')}`],
    ['a trailing comma', `${valid('"x"').slice(0, -1)},}`],
    ['single quotes', "{'message':'x'}"],
    ['two documents', valid('"x"') + valid('"x"')],
    ['a raw control character', valid('"\u0001"')],
    ['lists nested 100,000 deep', valid(deep('[', ']', 100_000))],
    ['objects nested 100,000 deep', valid(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
    ['nesting that never closes', '['.repeat(500_000)],
    ['nesting inside a turn', `{"messages":[{"role":"user","content":"x","extra":${deep('[', ']', 20_000)}}]}`],
    [
      'nesting inside a part',
      `{"messages":[{"role":"user","content":[{"type":"text","x":${deep('[', ']', 20_000)}}]}]}`,
    ],
    ['content that is a number', valid('5')],
    ['content that is an object', valid('{}')],
    ['a turn without a role', '{"messages":[{"content":"x"}]}'],
    ['a role of nobody', '{"messages":[{"role":"__proto__","content":"x"}]}'],
    ['a turn that is null', '{"messages":[null]}'],
    ['turns that are an object', '{"messages":{"0":{"role":"user","content":"x"},"length":1}}'],
    ['100,000 turns', `{"messages":[${'{"role":"user"},'.repeat(60_000)}{}]}`],
    ['a model that is a list', valid('"x"', ',"model":["claude-4-sonnet"]')],
    ['a model that is an object', valid('"x"', ',"model":{"$gt":""}')],
    ['a temperature of 1e999', valid('"x"', ',"temperature":1e999')],
    ['a temperature below zero', valid('"x"', ',"temperature":-1')],
    ['tokens below zero', valid('"x"', ',"max_tokens":-1,"maxTokens":-1')],
    ['tokens beyond any number', valid('"x"', ',"max_tokens":1e30,"maxTokens":1e30')],
    ['tokens that are an object', valid('"x"', ',"max_tokens":{},"maxTokens":{}')],
    ['only a prototype', '{"__proto__":{"message":"x","messages":[{"role":"user","content":"x"}]}}'],
    ['only a constructor', '{"constructor":{"prototype":{"message":"x","messages":[]}}}'],
  ])('row 43 · %s is 4xx in JSON', async (_name, body) => {
    const before = upstream.calls.length
    const reply = await post(way, body)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(reply.json).not.toBeNull()
    expect(reply.text.length).toBeLessThan(20_000)
    expect(upstream.calls).toHaveLength(before)
  })

  test.each([
    ['a prototype beside a question', valid('"x"', ',"__proto__":{"tenant":"beta","isAdmin":true,"model":"evil"}')],
    ['a constructor beside a question', valid('"x"', ',"constructor":{"prototype":{"model":"evil"}}')],
    [
      'a tenant beside a question',
      valid('"x"', ',"tenant":"tenant-beta","tenant_id":"tenant-beta","role":"ACCOUNTADMIN"'),
    ],
    [
      'a key that comes twice',
      valid('"evil"', way === 'REST' ? ',"message":"x"' : ',"messages":[{"role":"user","content":"x"}]'),
    ],
  ])('row 43 · %s changes nothing but that', async (_name, body) => {
    const before = upstream.calls.length
    expect((await post(way, body)).status).toBe(200)
    const call = await upstream.nth(before)
    expect(call.body).toMatchObject({
      model: 'claude-4-sonnet',
      messages: [
        { role: 'system', content: expect.stringContaining('User Alpha') },
        { role: 'user', content: 'x' },
      ],
    })
    expect(JSON.stringify(call.body)).not.toMatch(/evil|tenant|ACCOUNTADMIN|__proto__|isAdmin/)
    expect({}).not.toHaveProperty('isAdmin')
  })

  test('row 43 · after all of it a question is answered', async () => {
    expect((await fetch(`${server.serverUrl}/healthz`)).status).toBe(200)
    expectAnswer(await askOver(way, server), 'fine')
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})

test.each([
  ['bytes that are no UTF-8', Buffer.from('{"message":"\xff"}', 'latin1'), 400],
  ['nesting in a field that nobody reads', `{"message":"x","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 422],
])('row 43 · %s is 4xx in JSON over REST', async (_name, body, status) => {
  expect(await post('REST', body)).toMatchObject({ status, json: { code: 'invalid_input' } })
})
