import { afterEach, expect, test } from 'vitest'
import { createCortexClient } from './cortex-client.ts'
import { collect } from './testing/collect.ts'
import {
  chunk,
  createCredentials,
  DONE,
  EVENT_STREAM,
  type StandInUpstream,
  startUpstream,
} from './testing/stand-in-upstream.ts'

let upstream: StandInUpstream
let client: ReturnType<typeof createCortexClient>
afterEach(async () => {
  await client.close()
  await upstream[Symbol.asyncDispose]()
})

async function start(answer: Parameters<typeof startUpstream>[0], urlEnd = ''): Promise<void> {
  upstream = await startUpstream(answer)
  client = createCortexClient({ baseUrl: upstream.baseUrl + urlEnd, version: '9.8.7', retry: { baseDelayMs: 0 } })
}

const sayHello: Parameters<typeof startUpstream>[0] = (response) =>
  response.writeHead(200, EVENT_STREAM).end(chunk('Hello') + DONE)

test.each(['', '/'])(
  'C10: the call has the path and the headers of the contract, and the body as given (base URL + %j)',
  async (urlEnd) => {
    await start(sayHello, urlEnd)
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: 'ü' }],
      max_completion_tokens: 4096,
      stream: true,
      temperature: 0.7,
    }
    const outcome = await collect(client.streamChat({ credentials: createCredentials(), body }))
    expect(outcome.events).toEqual([
      { type: 'accepted', snowflakeRequestId: 'sf-request-1' },
      { type: 'delta', content: 'Hello' },
      { type: 'end', finishReason: 'stop', usage: null },
    ])
    const [request] = upstream.seen
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/v2/cortex/v1/chat/completions',
      body: JSON.stringify(body),
    })
    expect(request?.headers).toEqual({
      authorization: 'Bearer token-1',
      'x-snowflake-authorization-token-type': 'KEYPAIR_JWT',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'user-agent': 'coco/9.8.7',
      host: `127.0.0.1:${upstream.port}`,
      connection: 'keep-alive',
      'content-length': String(Buffer.byteLength(JSON.stringify(body))),
    })
  },
)

test('the next call uses the same connection', async () => {
  await start(sayHello)
  let connections = 0
  for (let call = 0; call < 3; call++) {
    await collect(client.streamChat({ credentials: createCredentials(), body: {} }))
    connections = Math.max(connections, upstream.openConnections())
    // A connection is free again one turn after its response has ended.
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(connections).toBe(1)
})

test('C69: three hundred slow streams at once do not wait for each other', async () => {
  const COUNT = 300
  await start((response) => response.writeHead(200, EVENT_STREAM).write(chunk('first')))
  const answers = Array.from({ length: COUNT }, () => client.streamChat({ credentials: createCredentials(), body: {} }))
  const firsts = await Promise.all(
    answers.map(async (answer) => {
      await answer.next()
      return answer.next()
    }),
  )
  expect(firsts.every(({ value }) => value?.type === 'delta')).toBe(true)
  expect(upstream.openConnections()).toBe(COUNT)
  await Promise.all(answers.map((answer) => answer.return()))
  await upstream.allGone()
})

test('C71: two tenants at the same time each get the answer to their own token', async () => {
  await start((response, { headers }) =>
    response.writeHead(200, EVENT_STREAM).end(chunk(headers.authorization ?? '') + DONE),
  )
  const names = Array.from({ length: 40 }, (_, index) => `tenant-${index}`)
  const texts = await Promise.all(
    names.map(async (name) => {
      const credentials = { token: async () => ({ value: name, type: 'OAUTH' as const }), invalidate: () => {} }
      return (await collect(client.streamChat({ credentials, body: {} }))).text
    }),
  )
  expect(texts).toEqual(names.map((name) => `Bearer ${name}`))
})

test('C74: a 503 is tried again and then answered', async () => {
  await start((response, request, index) =>
    index < 2 ? response.writeHead(503).end() : sayHello(response, request, index),
  )
  expect(await collect(client.streamChat({ credentials: createCredentials(), body: {} }))).toMatchObject({
    text: 'Hello',
    error: null,
  })
  expect(upstream.seen).toHaveLength(3)
})

test('a slow reader holds upstream back instead of filling memory', async () => {
  let sentBytes = 0
  await start((response) => {
    response.writeHead(200, EVENT_STREAM)
    const piece = chunk('x'.repeat(100)).repeat(50)
    const more = () => {
      while (!response.destroyed && sentBytes < 100_000_000 && response.write(piece)) sentBytes += piece.length
    }
    response.on('drain', more)
    more()
  })
  const answer = client.streamChat({ credentials: createCredentials(), body: {} })
  await answer.next()
  await answer.next()
  // Two event-loop turns without growth mean that every buffer on the way is full.
  let before = -1
  while (before !== sentBytes) {
    before = sentBytes
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(sentBytes).toBeLessThan(30_000_000)
  await answer.return()
  await upstream.allGone()
})

test('the list of models comes from GET …/models', async () => {
  await start((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"models":["a","b","a","",5]}'),
  )
  expect(await client.listModels({ credentials: createCredentials() })).toEqual(['a', 'b'])
  const [request] = upstream.seen
  expect(request).toMatchObject({ method: 'GET', url: '/api/v2/cortex/models', body: '' })
  expect(request?.headers).toMatchObject({ authorization: 'Bearer token-1', accept: 'application/json' })
})

test.each<[string, number, string, string, string]>([
  ['a refusal', 403, 'application/json', '{"message":"Not Authorized"}', 'account_not_entitled'],
  ['something else', 200, 'application/json', '{"data":[]}', 'upstream_malformed'],
  ['an event stream', 200, 'text/event-stream', DONE, 'upstream_malformed'],
])('%s is no list of models', async (_name, status, type, body, code) => {
  await start((response) => response.writeHead(status, { 'content-type': type }).end(body))
  await expect(client.listModels({ credentials: createCredentials() })).rejects.toMatchObject({ code })
})

test('a list of models that never comes can be stopped', async () => {
  await start(() => {})
  const stop = new AbortController()
  const list = client.listModels({ credentials: createCredentials(), signal: stop.signal })
  await upstream.arrived(1)
  stop.abort(new Error('stopped'))
  await expect(list).rejects.toThrow('stopped')
  await upstream.allGone()
})
