import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askOver, WAYS, type Way } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure, spreadOf } from './figures.ts'

let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
let server: ServerUnderTest
beforeAll(async () => {
  upstream = await startHostileUpstream(says('fine'))
  server = await startServerOn(upstream.url)
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const RIGHT = 'sk-alpha-secret-key-001'
const CALLS: Record<Way, { path: string; body: string }> = {
  REST: { path: '/v1/chat/stream', body: '{"message":"hi"}' },
  tRPC: { path: '/trpc/chat.complete', body: '{"messages":[{"role":"user","content":"hi"}]}' },
}

async function call(way: Way, headers: Record<string, string | string[]>, query = '') {
  const { path, body } = CALLS[way]
  const all = { 'content-type': 'application/json', ...headers }
  const reply = await request(server.serverUrl + path + query, { method: 'POST', headers: all, body })
  return { status: reply.statusCode, text: await reply.body.text() }
}

const NEAR_MISSES = [
  '',
  'x',
  'null',
  'undefined',
  'true',
  '0',
  RIGHT.slice(0, -1),
  RIGHT.slice(1),
  `${RIGHT}1`,
  `x${RIGHT}`,
  RIGHT.replace('001', '002'),
  RIGHT.toUpperCase(),
  RIGHT.replace('alpha', 'Alpha'),
  RIGHT.replaceAll('-', '_'),
  `${RIGHT},${RIGHT}`,
  `"${RIGHT}"`,
  `Bearer ${RIGHT}`,
  `${RIGHT}\u00a0`,
  RIGHT.replace('a', 'á'),
  encodeURIComponent(`${RIGHT} `),
  Buffer.from(RIGHT).toString('base64'),
  'tenant-alpha',
  'quickstart-tenant-alpha',
  '653da29037336ab58246fd47e6124dfefe6fa6fe338760236aa84aa67f211f14',
  "' OR '1'='1",
  "sk-alpha'; DROP TABLE keys; --",
  '" OR ""="',
  '{"$ne":null}',
  '{"$gt":""}',
  '[object Object]',
  '*',
  '%',
  'sk-%',
  '__proto__',
  'constructor',
  'toString',
  '../../keys/alpha_rsa_key.p8',
  '${jndi:ldap://127.0.0.1:1/a}',
  '{{7*7}}',
  '$(id)',
  'a'.repeat(8_000),
]

describe.each(WAYS)('over %s', (way) => {
  test('row 50 · keys that are wrong, nearly right or made of syntax are 401, alike to the letter', async () => {
    const answers = new Set<string>()
    for (const key of NEAR_MISSES) {
      const { status, text } = await call(way, { 'x-api-key': key })
      expect([key, status]).toEqual([key, 401])
      answers.add(text.replace(/"(request_id|requestId)":"[^"]*"/g, ''))
    }
    expect(answers.size).toBe(1)
    expect(upstream.calls).toHaveLength(0)
  })

  test.each<[string, Record<string, string | string[]>, string]>([
    ['in the address', {}, `?api_key=${RIGHT}&x-api-key=${RIGHT}&key=${RIGHT}`],
    ['as a bearer token', { authorization: `Bearer ${RIGHT}` }, ''],
    ['as a password', { authorization: `Basic ${Buffer.from(`${RIGHT}:`).toString('base64')}` }, ''],
    ['in a cookie', { cookie: `x-api-key=${RIGHT}; api_key=${RIGHT}`, origin: 'http://localhost' }, ''],
    ['under another name', { 'api-key': RIGHT, 'x-apikey': RIGHT, x_api_key: RIGHT }, ''],
    ['twice', { 'x-api-key': [RIGHT, RIGHT] }, ''],
  ])('row 50 · the right key %s opens nothing', async (_where, headers, query) => {
    const { status, text } = await call(way, headers, query)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(JSON.parse(text)).toBeTypeOf('object')
    expect(text).not.toContain(RIGHT)
    expect(upstream.calls).toHaveLength(0)
    expect(server.logLines.join('')).not.toContain(RIGHT)
  })

  test('row 50 · a key that is nearly right takes as long as nonsense', async () => {
    const kinds = { 'nearly right': RIGHT.replace('001', '002'), nonsense: 'x'.repeat(RIGHT.length) }
    const tookMs: Record<string, number[]> = { 'nearly right': [], nonsense: [] }
    for (let round = 0; round < 100; round++) {
      for (const [kind, key] of Object.entries(kinds)) {
        const startedMs = performance.now()
        await call(way, { 'x-api-key': key })
        tookMs[kind]?.push(performance.now() - startedMs)
      }
    }
    const near = spreadOf(tookMs['nearly right'] ?? [])
    const far = spreadOf(tookMs.nonsense ?? [])
    printFigure(`row 50 over ${way}: nearly right ${near.text}; nonsense ${far.text}`)
    expect(Math.abs(near.p50 - far.p50)).toBeLessThan(5)
  })
})

test.each(WAYS)('row 50 · after all of it the right key still works over %s', async (way) => {
  expectAnswer(await askOver(way, server), 'fine')
  expect((await fetch(`${server.serverUrl}/healthz`)).status).toBe(200)
})
