import { callChatStream } from '@coco/testkit/chat-stream-call'
import { needOwnProcess } from '@coco/testkit/image-under-test'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { refuses, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'

const TOKEN = 'figures-for-the-operator-and-nobody-else'
const ASK = { message: 'hi' }

async function figures(serverUrl: string): Promise<string> {
  const response = await fetch(`${serverUrl}/metrics`)
  expect(response.status).toBe(200)
  return response.text()
}

/** The value of one line; undefined when there is no such line. */
function valueOf(text: string, line: string): number | undefined {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

test('requests are counted by route and never by address, so that nobody can make the figures grow', async () => {
  await using upstream = await startHostileUpstream(says('one', 'two'))
  await using server = await startServerOn(upstream.url)
  const before = await figures(server.serverUrl)
  const paths = [
    '/nothing-1',
    '/nothing-2',
    '/trpc/x.1',
    '/trpc/x.2',
    '/trpc/session.me',
    '/trpc/session.me,models.list',
  ]
  for (const path of paths) await fetch(`${server.serverUrl}${path}?secret=canary`)
  await callChatStream(server.serverUrl, { key: server.alphaKey, body: ASK })

  await expect
    .poll(async () => valueOf(await figures(server.serverUrl), REQUESTS('POST', '/v1/chat/stream', 200)))
    .toBe(1)
  const text = await figures(server.serverUrl)
  expect(valueOf(text, REQUESTS('GET', '/*', 404))).toBe(2)
  expect(valueOf(text, REQUESTS('GET', '/trpc/unknown', 404))).toBe(2)
  expect(valueOf(text, REQUESTS('GET', '/trpc/session.me', 200))).toBe(1)
  expect(text).toContain('route="/trpc/batch"')
  expect(valueOf(text, 'coco_http_request_seconds_count{method="POST",route="/v1/chat/stream"}')).toBe(1)
  expect(text).not.toMatch(/nothing-1|x\.1|canary|tenant-alpha|tenant-beta|user-alpha/)
  expect(before).not.toContain('/v1/chat/stream')
})

const REQUESTS = (method: string, route: string, status: number) =>
  `coco_http_requests_total{method="${method}",route="${route}",status="${status}"}`

test('an answer is seen while it runs, and its first text is timed', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('half'))
  await using server = await startServerOn(upstream.url)
  expect(valueOf(await figures(server.serverUrl), 'coco_open_streams{kind="answer"}')).toBe(0)
  const { client } = await server.signIn('user-alpha')
  const id = await client.start('hi')
  const reading = client.read(id)
  const now = async () => {
    const text = await figures(server.serverUrl)
    return [
      valueOf(text, 'coco_open_streams{kind="answer"}'),
      valueOf(text, 'coco_open_streams{kind="reader"}'),
      valueOf(text, 'coco_running_generations'),
      valueOf(text, 'coco_first_token_seconds_count'),
    ]
  }
  await expect.poll(now).toEqual([1, 1, 1, 1])
  await client.trpc.chat.stop.mutate({ generationId: id })
  await reading
  await expect.poll(now).toEqual([0, 0, 0, 1])
})

test('faults are counted by kind: what upstream refused, what our limits refused, what was asked wrongly', async () => {
  await using upstream = await startHostileUpstream(refuses(503, { message: 'busy' }))
  await using server = await startServerOn(upstream.url, { settings: { COCO_MAX_STREAMS_PER_TENANT: '1' } })
  const first = await figures(server.serverUrl)
  expect(valueOf(first, 'coco_refusals_total{code="rate_limited"}')).toBe(0)
  expect(valueOf(first, 'coco_refusals_total{code="too_many_attempts"}')).toBe(0)
  expect(valueOf(first, 'coco_upstream_errors_total{code="upstream_overloaded"}')).toBe(0)

  await callChatStream(server.serverUrl, { key: server.alphaKey, body: ASK })
  upstream.answerWith(saysThenHangs('half'))
  const { client } = await server.signIn('user-alpha')
  const id = await client.start('hi')
  await expect(client.start('hi')).rejects.toThrow(/Too many answers/)
  await callChatStream(server.serverUrl, { key: server.alphaKey, body: ASK })
  await callChatStream(server.serverUrl, { key: 'wrong', body: ASK })
  await client.trpc.chat.stop.mutate({ generationId: id })

  const text = await figures(server.serverUrl)
  expect(valueOf(text, 'coco_upstream_errors_total{code="upstream_overloaded"}')).toBe(1)
  expect(valueOf(text, 'coco_refusals_total{code="too_many_streams"}')).toBe(2)
  expect(valueOf(text, 'coco_refusals_total{code="invalid_api_key"}')).toBe(1)
})

test('the event loop, the memory and the pool of connections are there', async () => {
  await using upstream = await startHostileUpstream(says('one'))
  await using server = await startServerOn(upstream.url)
  const text = await figures(server.serverUrl)
  expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  for (const state of ['open', 'idle', 'waiting']) {
    expect(valueOf(text, `coco_database_connections{state="${state}"}`)).toBeGreaterThanOrEqual(0)
  }
  expect(valueOf(text, 'coco_database_failures_total')).toBe(0)
})

test('row 65 · an event loop that was held up is seen in the figures', async () => {
  needOwnProcess('event loop that a test can hold up')
  await using upstream = await startHostileUpstream(says('one'))
  await using server = await startServerOn(upstream.url)
  const holdUp = (forMs: number) => {
    const startedMs = performance.now()
    while (performance.now() - startedMs < forMs);
  }
  // Whoever asks begins a new span, and a span begins with the next turn of the loop.
  const lag = async () => {
    holdUp(300)
    return valueOf(await figures(server.serverUrl), 'nodejs_eventloop_lag_max_seconds')
  }
  await expect.poll(lag, { timeout: 10_000 }).toBeGreaterThan(0.24)
})

test('whoever comes through a proxy is told that there is nothing there, in the words of any address that is not', async () => {
  await using upstream = await startHostileUpstream(says('one'))
  await using server = await startServerOn(upstream.url, { settings: { COCO_METRICS_TOKEN: TOKEN } })
  const read = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(`${server.serverUrl}${path}`, { headers: { ...headers, 'x-request-id': 'same' } })
    return [response.status, await response.text()]
  }
  const proxied = { 'x-forwarded-for': '203.0.113.9' }
  const nothing = await read('/metric', proxied)
  expect(nothing[0]).toBe(404)
  expect(await read('/metrics', proxied)).toEqual(nothing)
  expect(await read('/metrics', { ...proxied, authorization: 'Bearer wrong' })).toEqual(nothing)
  expect(await read('/metrics', { ...proxied, authorization: `Basic ${TOKEN}` })).toEqual(nothing)
  expect((await read('/metrics', { ...proxied, authorization: `Bearer ${TOKEN}` }))[0]).toBe(200)
  expect(server.logLines.join('')).not.toContain(TOKEN)
})

test.each<[string, Record<string, string>, number]>([
  ['without a token nobody', {}, 404],
  ['with one, whoever sends it', { COCO_METRICS_TOKEN: TOKEN }, 200],
])('where others can reach the server, %s reads them', async (_who, token, status) => {
  await using upstream = await startHostileUpstream(says('one'))
  const settings = { COCO_MODE: 'snowflake', COCO_ALLOWED_HOSTS: 'coco.example.com', ...token }
  await using server = await startServerOn(upstream.url, { settings })
  expect((await fetch(`${server.serverUrl}/metrics`)).status).toBe(404)
  const authorization = `Bearer ${TOKEN}`
  expect((await fetch(`${server.serverUrl}/metrics`, { headers: { authorization } })).status).toBe(status)
})
