import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { WAYS } from './ask.ts'
import { speakEndlessly } from './endless-speaker.ts'
import { expectFailure, openFaultScene } from './fault-scene.ts'
import { growthOf, printFigure } from './figures.ts'
import { watchHealth } from './health-meanwhile.ts'

const TOO_LARGE = { code: 'upstream_too_large', status: 502, message: /too large/ } as const
const half = chunk({ content: 'half' })

describe.each(WAYS)('over %s', (way) => {
  test('row 18 · ten megabytes on one line are too large, and nobody else waits for them', async () => {
    const line = chunk({ content: 'x'.repeat(10_000_000) })
    await using scene = await openFaultScene(way, (response) => void openStream(response).end(half + line + DONE_LINE))
    const endHealth = watchHealth(scene.server.serverUrl)
    const grewMib = await growthOf(async () => expectFailure(await scene.ask(), { ...TOO_LARGE, text: 'half' }))
    const health = await endHealth()
    printFigure(`row 18 over ${way}: RSS +${grewMib.toFixed(0)} MiB, health meanwhile ${health.text}`)
    expect(grewMib).toBeLessThan(150)
    expect(health.p50).toBeLessThan(1_000)
    await scene.expectSurvived()
  })

  test.each([
    ['a line', 'x'.repeat(10_000)],
    ['an event', `data: ${'x'.repeat(1_000)}\n`],
  ])('row 19 · %s that never ends is cut: the text so far stays', async (what, piece) => {
    const endless = speakEndlessly(half, piece)
    await using scene = await openFaultScene(way, endless.script)
    const grewMib = await growthOf(async () => expectFailure(await scene.ask(), { ...TOO_LARGE, text: 'half' }))
    await scene.upstream.calls[0]?.closed
    printFigure(
      `row 19 over ${way}, ${what}: ${endless.sentMib().toFixed(1)} MiB taken, RSS +${grewMib.toFixed(0)} MiB`,
    )
    expect(endless.sentMib()).toBeLessThan(16)
    await scene.expectSurvived()
  })

  test('row 20 · an answer that never ends is cut at 4 MiB: the text so far stays', async () => {
    const endless = speakEndlessly('', chunk({ content: 'x'.repeat(10_000) }))
    await using scene = await openFaultScene(way, endless.script)
    const grewMib = await growthOf(async () => {
      const outcome = await scene.ask()
      expectFailure(outcome, { ...TOO_LARGE, text: outcome.text })
      expect(outcome.text.length).toBeGreaterThan(4_000_000)
      expect(outcome.text.length).toBeLessThanOrEqual(4_194_304)
    })
    await scene.upstream.calls[0]?.closed
    printFigure(`row 20 over ${way}: ${endless.sentMib().toFixed(1)} MiB taken, RSS +${grewMib.toFixed(0)} MiB`)
    expect(endless.sentMib()).toBeLessThan(32)
    await scene.expectSurvived()
  })

  test('row 20 · an answer that drips for ever ends when its time is over: the text so far stays', async () => {
    const dripping: UpstreamScript = (response) => {
      openStream(response)
      const timer = setInterval(() => response.write(chunk({ content: 'x' })), 1)
      response.once('close', () => clearInterval(timer))
    }
    await using scene = await openFaultScene(way, dripping, { settings: { COCO_TIMEOUT_TOTAL_MS: '50000' } })
    const outcome = await scene.ask({ onText: () => scene.clock.skip(2_000) })
    expectFailure(outcome, { code: 'upstream_timeout', status: 504, text: outcome.text })
    expect(outcome.text.length).toBeGreaterThan(10)
    await scene.upstream.calls[0]?.closed
    await scene.expectSurvived()
  })

  test('row 21 · what is compressed is refused unopened', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, half))
    await using scene = await openFaultScene(way, (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).end(bomb)
    })
    const grewMib = await growthOf(async () =>
      expectFailure(await scene.ask(), { code: 'upstream_malformed', status: 502 }),
    )
    printFigure(`row 21 over ${way}: RSS +${grewMib.toFixed(0)} MiB for a bomb of 64 MiB`)
    expect(grewMib).toBeLessThan(60)
    expect(scene.upstream.calls[0]?.headers).not.toHaveProperty('accept-encoding')
    await scene.expectSurvived()
  })
})

/** What a reader who has stopped reading holds in both kernels' buffers and in ours. */
const MAX_HELD_MIB = 16

test('row 25 · twenty stopped readers on endless answers hold little, and others are served', async () => {
  const endless = speakEndlessly('', chunk({ content: 'x'.repeat(1_000) }))
  await using upstream = await startHostileUpstream(endless.script)
  await using server = await startServerOn(upstream.url)
  const { port, host } = new URL(server.serverUrl)
  const head = `POST /v1/chat/stream HTTP/1.1\r\nhost: ${host}\r\nx-api-key: ${server.alphaKey}\r\ncontent-length: 16\r\n\r\n`
  const sockets = Array.from({ length: 20 }, () => {
    const socket = connect(Number(port), '127.0.0.1').pause()
    socket.write(`${head}{"message":"hi"}`)
    return socket.on('error', () => {})
  })
  await upstream.nth(19)
  upstream.answerWith(says('fine'))
  const grewMib = await growthOf(async () => {
    let before = -1
    while (before !== endless.sentMib()) {
      before = endless.sentMib()
      const answer = await callChatStream(server.serverUrl, { key: server.betaKey, body: { message: 'hi' } })
      expect(answer.events.at(-1)?.event).toBe('done')
    }
  })
  printFigure(
    `row 25: ${(endless.sentMib() / 20).toFixed(1)} MiB held back a reader, RSS +${grewMib.toFixed(0)} MiB for 20`,
  )
  expect(endless.sentMib() / 20).toBeLessThan(MAX_HELD_MIB)
  expect(grewMib).toBeLessThan(200)
  for (const socket of sockets) socket.destroy()
  await Promise.all(upstream.calls.slice(0, 20).map(({ closed }) => closed))
})
