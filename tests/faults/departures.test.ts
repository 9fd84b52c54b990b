import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { chunk, hangs, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { expectAnswer, type FaultScene, openFaultScene } from './fault-scene.ts'
import { printFigure, spreadOf } from './figures.ts'
import { openSocket } from './raw-http.ts'

const beforeTheFirstToken: UpstreamScript = (response) => void openStream(response)
const speaking: UpstreamScript = (response) => {
  openStream(response)
  const timer = setInterval(() => response.write(chunk({ content: 'more ' })), 2)
  response.once('close', () => clearInterval(timer))
}

const MOMENTS: [moment: string, script: UpstreamScript, seen: string | null][] = [
  ['before the headers', hangs, null],
  ['before the first token', beforeTheFirstToken, 'event: meta'],
  ['in mid-stream', speaking, 'event: delta'],
  ['while upstream is silent', saysThenHangs('one'), 'event: delta'],
]
const ROUNDS = 20

/** A question on a connection of its own; resolves once its answer holds `seen`. */
async function askOnSocket({ server }: FaultScene, seen: string | null): Promise<Socket> {
  const socket = openSocket(server.serverUrl)
  const head = ['POST /v1/chat/stream HTTP/1.1', 'host: localhost', `x-api-key: ${server.alphaKey}`]
  socket.write(`${[...head, 'content-length: 16'].join('\r\n')}\r\n\r\n{"message":"hi"}`)
  if (seen === null) return socket
  let answer = ''
  await new Promise<void>((resolve) =>
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
      if (answer.includes(seen)) resolve()
    }),
  )
  return socket
}

test('row 26 · a REST caller who vanishes, at any moment, takes upstream along at once', async () => {
  const tookMs: number[] = []
  for (const [moment, script, seen] of MOMENTS) {
    await using scene = await openFaultScene('REST', script)
    const atThisMomentMs: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const socket = await askOnSocket(scene, seen)
      const call = await scene.upstream.nth(round)
      const leftAtMs = performance.now()
      if (round % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
      atThisMomentMs.push((await call.closed) - leftAtMs)
    }
    printFigure(`row 26, ${moment}: ${spreadOf(atThisMomentMs).text}`)
    tookMs.push(...atThisMomentMs)
    await expect.poll(scene.upstream.openConnections).toBe(0)
    await scene.expectSurvived({ maxCalls: ROUNDS })
  }
  const all = spreadOf(tookMs)
  printFigure(`row 26, all ${tookMs.length} departures: ${all.text} (to be under 100 ms in the median)`)
  expect(all.p50).toBeLessThan(500)
})

test.each(MOMENTS.slice(2))(
  'row 26 · an answer over tRPC whose only reader vanishes %s waits 30 s for them, then ends',
  async (_moment, script) => {
    await using scene = await openFaultScene('tRPC', script)
    const { client } = await scene.server.signIn('user-alpha')
    const id = await client.start('hi')
    await client.read(id, { onEvent: ({ event }) => event.type !== 'delta' })
    const call = await scene.upstream.nth(0)
    let isOver = false
    void call.closed.then(() => (isOver = true))
    const isOverLater = () => {
      scene.clock.skip(10_000)
      return isOver
    }
    await expect.poll(isOverLater, { interval: 20, timeout: 5_000 }).toBe(true)
    expect((await client.read(id)).at(-1)?.event).toMatchObject({ type: 'error', code: 'upstream_broken_off' })
    await scene.expectSurvived()
  },
)

test('row 26 · a page that comes back within 30 s finds its answer, whole', async () => {
  let finish = () => {}
  await using scene = await openFaultScene('tRPC', (response) => {
    openStream(response).write(chunk({ content: 'one ' }))
    finish = () => response.end(chunk({ content: 'two', finishReason: 'stop' }))
  })
  const { client } = await scene.server.signIn('user-alpha')
  const id = await client.start('hi')
  await client.read(id, { onEvent: ({ event }) => event.type !== 'delta' })
  scene.clock.skip(15_000)
  finish()
  const events = (await client.read(id)).map(({ event }) => event)
  const text = events.map((event) => (event.type === 'delta' ? event.content : '')).join('')
  expectAnswer({ events, text, refusal: null, shown: '' }, 'one two')
})
