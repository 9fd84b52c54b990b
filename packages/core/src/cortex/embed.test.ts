import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EMBEDDED_AT_ONCE, MAX_EMBEDDED_CHARACTERS } from './embed.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { answering, createFaultScene } from './testing/fault-scene.ts'
import { createCredentials, type SeenRequest, startUpstream } from './testing/stand-in-upstream.ts'

const { use, client } = createFaultScene()
const JSON_TYPE = { 'content-type': 'application/json' }
const call = (texts: readonly string[], more = {}) => ({
  credentials: createCredentials(),
  model: 'snowflake-arctic-embed-m-v1.5',
  texts,
  ...more,
})

/** The number that a text of the test is, as the first of its vector; the last text comes first. */
function backwards({ body }: SeenRequest): string {
  const { text } = JSON.parse(body) as { text: string[] }
  const data = text.map((content, index) => ({ object: 'embedding', embedding: [[Number(content) + 1, 0.5]], index }))
  return JSON.stringify({ object: 'list', data: data.toReversed(), model: 'm', usage: { total_tokens: text.length } })
}

const echo = () => startUpstream((response, request) => response.writeHead(200, JSON_TYPE).end(backwards(request)))

test('the call has the path and body of the documentation', async () => {
  const upstream = use(await echo())
  expect(await client(upstream).embed(call(['1', '2']))).toEqual({
    vectors: [Float32Array.of(2, 0.5), Float32Array.of(3, 0.5)],
    totalTokens: 2,
  })
  const [request] = upstream.seen
  expect(request).toMatchObject({
    method: 'POST',
    url: '/api/v2/cortex/inference:embed',
    headers: { authorization: 'Bearer token-1', 'x-snowflake-authorization-token-type': 'KEYPAIR_JWT' },
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({ model: 'snowflake-arctic-embed-m-v1.5', text: ['1', '2'] })
})

test('many texts go in batches, and every vector comes back to its text', async () => {
  const upstream = use(await echo())
  const texts = Array.from({ length: EMBEDDED_AT_ONCE * 2 + 1 }, (_, index) => String(index))
  const { vectors, totalTokens } = await client(upstream).embed(call(texts))
  expect(vectors.map(([first]) => first)).toEqual(texts.map((text) => Number(text) + 1))
  expect(upstream.seen.map(({ body }) => (JSON.parse(body) as { text: unknown[] }).text.length)).toEqual([
    EMBEDDED_AT_ONCE,
    EMBEDDED_AT_ONCE,
    1,
  ])
  expect(totalTokens).toBe(texts.length)
})

test('no text is no call', async () => {
  const upstream = use(await echo())
  expect(await client(upstream).embed(call([]))).toEqual({ vectors: [], totalTokens: 0 })
  expect(upstream.seen).toEqual([])
})

test('a longer text is cut where the limit is, and no character is cut in two', async () => {
  const upstream = use(
    await startUpstream((response) =>
      response.writeHead(200, JSON_TYPE).end('{"data":[{"embedding":[[1]],"index":0},{"embedding":[[1]],"index":1}]}'),
    ),
  )
  await client(upstream).embed(call(['x'.repeat(5_000), `${'x'.repeat(MAX_EMBEDDED_CHARACTERS - 1)}😀`]))
  const { text } = JSON.parse(upstream.seen[0]?.body ?? '') as { text: [string, string] }
  expect(text[0]).toHaveLength(MAX_EMBEDDED_CHARACTERS)
  expect(text[1].endsWith('x\uFFFD')).toBe(true)
})

test('the bare form that OpenAI uses is understood too', async () => {
  const upstream = use(await answering(200, '{"data":[{"embedding":[1,2],"index":0}]}', JSON_TYPE))
  expect(await client(upstream).embed(call(['a']))).toEqual({ vectors: [Float32Array.of(1, 2)], totalTokens: 0 })
})

const vector = (embedding: unknown, index: unknown = 0) => ({ embedding, index })
test.each([
  ['no list', {}],
  ['too few', { data: [] }],
  ['too many', { data: [vector([[1]]), vector([[1]], 1)] }],
  ['one that belongs to no text', { data: [vector([[1]], 1)] }],
  ['one that says not which', { data: [vector([[1]], undefined)] }],
  ['one that names a method for its place', { data: [vector([[1]], 'length')] }],
  ['an empty one', { data: [vector([[]])] }],
  ['two for one text', { data: [vector([[1], [2]])] }],
  ['text', { data: [vector([['1']])] }],
  ['null', { data: [vector([[1, null]])] }],
  ['a number beyond all bounds', { data: [vector([[1, 1e300]])] }],
  ['one without a direction', { data: [vector([[0, 0]])] }],
  ['another dimension than was asked for', { data: [vector([[1, 2, 3]])] }],
])('an answer with %s instead of a vector is malformed', async (_what, body) => {
  const upstream = use(await answering(200, JSON.stringify(body), JSON_TYPE))
  await expect(client(upstream).embed(call(['a'], { dimensions: 2 }))).rejects.toMatchObject({
    code: 'upstream_malformed',
    statusCode: 502,
  })
})

test('two dimensions in one answer, or in two batches, are malformed', async () => {
  const mixed = use(await answering(200, JSON.stringify({ data: [vector([[1]]), vector([[1, 2]], 1)] }), JSON_TYPE))
  await expect(client(mixed).embed(call(['a', 'b']))).rejects.toMatchObject({ code: 'upstream_malformed' })
  const later = use(
    await startUpstream((response, { body }, index) => {
      const { text } = JSON.parse(body) as { text: string[] }
      const numbers = index === 0 ? [1] : [1, 2]
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ data: text.map((_, at) => vector([numbers], at)) }))
    }),
  )
  const texts = Array.from({ length: EMBEDDED_AT_ONCE + 1 }, () => 'x')
  await expect(client(later).embed(call(texts))).rejects.toMatchObject({ code: 'upstream_malformed' })
})

test('whatever upstream sends, there is a vector for each text or a CortexError', async () => {
  let sent = ''
  const upstream = use(await startUpstream((response) => response.writeHead(200, JSON_TYPE).end(sent)))
  const made = client(upstream)
  await fc.assert(
    fc.asyncProperty(
      fc.record({ data: fc.array(fc.record({ embedding: fc.jsonValue(), index: fc.jsonValue() }), { maxLength: 3 }) }),
      async (answer) => {
        sent = JSON.stringify(answer)
        const outcome = await made
          .embed(call(['a']))
          .then(({ vectors }) => `${vectors.length} vector`)
          .catch((error: { code?: string }) => error.code)
        expect(['1 vector', 'upstream_malformed']).toContain(outcome)
      },
    ),
    { numRuns: 150 },
  )
})

test.each([
  [403, '{"code":"003001","message":"The requested model does not exist or is not authorized."}', 'model_not_allowed'],
  [400, '{"code":"300014","message":"unknown model \\"x\\""}', 'model_not_allowed'],
  [403, '{"code":"403","message":"Not Authorized"}', 'account_not_entitled'],
  [400, '{"code":"400","message":"input schema validation error"}', 'upstream_rejected'],
])('a refusal %d %s is %s', async (status, body, code) => {
  const upstream = use(await answering(status, body, JSON_TYPE))
  await expect(client(upstream).embed(call(['a']))).rejects.toMatchObject({ code, statusCode: status })
})

test('a busy moment is waited out, and an expired token renewed', async () => {
  const upstream = use(
    await startUpstream((response, request, index) => {
      if (index === 0) response.writeHead(503, JSON_TYPE).end('{"message":"embed timed out"}')
      else if (request.headers.authorization === 'Bearer token-1') response.writeHead(401).end('{"code":"390144"}')
      else response.writeHead(200, JSON_TYPE).end(backwards(request))
    }),
  )
  expect((await client(upstream).embed(call(['4']))).vectors).toEqual([Float32Array.of(5, 0.5)])
  expect(upstream.seen).toHaveLength(3)
})

test('upstream that says nothing is given up, and the signal ends a call at once', async () => {
  const clock = createFakeClock()
  const upstream = use(await startUpstream(() => {}))
  const silent = client(upstream, { clock }).embed(call(['a']))
  await upstream.arrived(1)
  clock.advance(30_000)
  await expect(silent).rejects.toMatchObject({ code: 'upstream_timeout' })

  const stop = new AbortController()
  const stopped = client(upstream).embed(call(['a'], { signal: stop.signal }))
  await upstream.arrived(2)
  stop.abort(new Error('nobody waits any more'))
  await expect(stopped).rejects.toThrow('nobody waits any more')
})

test('an event stream is no answer', async () => {
  const upstream = use(await answering(200, 'data: {}\n\n', { 'content-type': 'text/event-stream' }))
  await expect(client(upstream).embed(call(['a']))).rejects.toMatchObject({ code: 'upstream_malformed' })
})
