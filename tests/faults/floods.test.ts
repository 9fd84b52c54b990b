import { needOwnProcess } from '@coco/testkit/image-under-test'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askOver, WAYS } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure } from './figures.ts'
import { watchHealth } from './health-meanwhile.ts'
import { openSocket } from './raw-http.ts'

/** A tenth of the flood that a release is judged by, so that everybody can run it. */
const SILENT_SOCKETS = 300
const UNAUTHORISED_CALLS = 500
/** Callers and server share one thread here, so more at once would measure the callers. */
const AT_ONCE = 50

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

async function openSockets(count: number, bytes: string): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => openSocket(server.serverUrl))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  for (const socket of sockets) if (bytes !== '') socket.write(bytes)
  return sockets
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close')
}

/** The server's own HTTP object, whose limits are Node's: it says hello with each request. */
async function httpServerOf({ serverUrl }: ServerUnderTest): Promise<Server> {
  needOwnProcess('HTTP server that a test can lay hands on')
  const { promise, resolve } = Promise.withResolvers<Server>()
  const hear = (message: unknown) => {
    const { request, server: heard } = message as { request: { url: string }; server: Server }
    if (request.url === '/healthz?who') resolve(heard)
  }
  subscribe('http.server.request.start', hear)
  await fetch(`${serverUrl}/healthz?who`)
  const found = await promise
  unsubscribe('http.server.request.start', hear)
  return found
}

test.each(WAYS)(
  'row 45 · silent connections and unauthorised calls stop nobody: health answers, a question over %s too',
  async (way) => {
    const sockets = await openSockets(SILENT_SOCKETS, '')
    const endHealth = watchHealth(server.serverUrl)
    const path = way === 'REST' ? '/v1/chat/stream' : '/trpc/chat.complete'
    const headers = { 'content-type': 'application/json', 'x-api-key': 'sk-wrong' }
    const callOnce = async () => {
      const response = await fetch(server.serverUrl + path, { method: 'POST', headers, body: '{"message":"hi"}' })
      await response.text()
      return response.status
    }
    const statuses = new Set<number>()
    for (let wave = 0; wave < UNAUTHORISED_CALLS / AT_ONCE; wave++) {
      for (const status of await Promise.all(Array.from({ length: AT_ONCE }, callOnce))) statuses.add(status)
    }
    const health = await endHealth()
    printFigure(
      `row 45 over ${way}: ${SILENT_SOCKETS} silent, ${UNAUTHORISED_CALLS} unauthorised; health ${health.text}`,
    )
    expect(statuses).toEqual(new Set([401]))
    expect(health.p50).toBeLessThan(1_000)
    expectAnswer(await askOver(way, server), 'fine')
    for (const socket of sockets) socket.destroy()
  },
)

test('row 46 · slow heads and slow bodies have at most 30 s, looked at every second', async () => {
  const { headersTimeout, requestTimeout } = await httpServerOf(server)
  expect(headersTimeout).toBeGreaterThan(0)
  expect(headersTimeout).toBeLessThanOrEqual(29_000)
  expect(requestTimeout).toBeGreaterThan(0)
  expect(requestTimeout).toBeLessThanOrEqual(29_000)
})

test('row 46 · sockets that dribble are cut by those limits with 408 in JSON, and a question is answered meanwhile', async () => {
  const limits = await httpServerOf(server)
  const before = { headersTimeout: limits.headersTimeout, requestTimeout: limits.requestTimeout }
  Object.assign(limits, { headersTimeout: 50, requestTimeout: 50 })
  try {
    const startedMs = performance.now()
    const slowHead = 'POST /v1/chat/stream HTTP/1.1\r\nhost: localhost\r\nx-slow: '
    const slowBody = `POST /v1/chat/stream HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${server.alphaKey}\r\ncontent-length: 100\r\n\r\n{"mess`
    const sockets = [
      ...(await openSockets(SILENT_SOCKETS / 3, '')),
      ...(await openSockets(SILENT_SOCKETS / 3, slowHead)),
      ...(await openSockets(SILENT_SOCKETS / 3, slowBody)),
    ]
    const dribble = setInterval(() => sockets.map((socket) => socket.writable && socket.write('a')), 20)
    let answers = ''
    for (const socket of sockets) socket.on('data', (bytes) => (answers += bytes.toString('latin1')))
    await Promise.all(sockets.map(closed))
    clearInterval(dribble)
    const cutS = (performance.now() - startedMs) / 1000
    printFigure(`row 46: ${SILENT_SOCKETS} slow sockets cut within ${cutS.toFixed(1)} s of limits of 0.05 s`)
    expect(cutS).toBeLessThan(5)
    expect(answers).toContain('HTTP/1.1 408 Request Timeout')
    expect(answers).toContain('"message":"The request took too long."')
    expect(upstream.calls.length).toBeLessThanOrEqual(WAYS.length)
  } finally {
    Object.assign(limits, before)
  }
  for (const way of WAYS) expectAnswer(await askOver(way, server), 'fine')
})
