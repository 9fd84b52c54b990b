import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { chunk, DONE_LINE, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'

const hi = { message: 'hi' }

test('running answers finish, over both transports; new ones are refused with the time to wait', async () => {
  const finishers: (() => void)[] = []
  await using upstream = await startHostileUpstream((response) => {
    openStream(response).write(chunk({ content: 'one ' }))
    finishers.push(() => response.end(chunk({ content: 'two' }) + chunk({ finishReason: 'stop' }) + DONE_LINE))
  })
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-beta')
  const rest = callChatStream(server.serverUrl, { key: server.alphaKey, body: hi })
  const id = await client.start('hi')
  await upstream.nth(1)

  const closing = server.close(10_000)
  // A process of its own hears of it a moment later.
  await expect.poll(async () => (await fetch(`${server.serverUrl}/readyz`)).status).toBe(503)
  const refused = await callChatStream(server.serverUrl, { key: server.alphaKey, body: hi })
  expect(refused).toMatchObject({ status: 503, json: { code: 'shutting_down' } })
  expect(refused.headers.get('retry-after')).toBe('5')
  // A reader that comes only now still gets its answer.
  const { promise: isReading, resolve } = Promise.withResolvers<void>()
  const reading = client.read(id, { onEvent: () => resolve() })
  await isReading
  for (const finish of finishers) finish()
  expect((await rest).events.at(-1)?.event).toBe('done')
  expect((await reading).at(-1)?.event.type).toBe('done')
  await closing
  await expect(fetch(`${server.serverUrl}/healthz`)).rejects.toThrow('fetch failed')
})

test('what has not finished within the grace ends in an error that says why', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('half'))
  await using server = await startServerOn(upstream.url)
  const answering = callChatStream(server.serverUrl, { key: server.alphaKey, body: hi })
  await upstream.nth(0)
  await server.close(20)
  const answer = await answering
  expect(answer.events.at(-1)).toMatchObject({
    event: 'error',
    data: { code: 'shutting_down', status_code: 503, retry_after_ms: 5000 },
  })
  await upstream.calls[0]?.closed
})

test('asking a second time ends everything at once', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('half'))
  await using server = await startServerOn(upstream.url)
  const answering = callChatStream(server.serverUrl, { key: server.alphaKey, body: hi }).catch(() => null)
  await upstream.nth(0)
  const startedMs = performance.now()
  void server.close(60_000)
  await server.close()
  await answering
  expect(performance.now() - startedMs).toBeLessThan(3_000)
})

test('idle connections and half requests do not hold it up', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('x'))
  await using server = await startServerOn(upstream.url)
  const { port } = new URL(server.serverUrl)
  const sockets = ['', 'GET / HT', 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n'].map((bytes) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(bytes)
    return socket.on('error', () => {})
  })
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const startedMs = performance.now()
  await server.close()
  expect(performance.now() - startedMs).toBeLessThan(3_000)
})
