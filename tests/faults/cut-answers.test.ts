import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { chunk, DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { WAYS } from './ask.ts'
import { expectAnswer, expectFailure, openFaultScene } from './fault-scene.ts'

/** The head and the first text by hand, on the wire: what follows may be no HTTP at all. */
function onTheWire(headers: string, body: string, end: 'fin' | 'reset'): UpstreamScript {
  return ({ socket }) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${headers}\r\n\r\n`
    socket?.write(head + body, () => (end === 'fin' ? socket.end() : socket.resetAndDestroy()))
  }
}

const half = chunk({ content: 'half' })
const inOneChunk = `${half.length.toString(16)}\r\n${half}\r\n`
const chunked = 'transfer-encoding: chunked'

describe.each(WAYS)('over %s', (way) => {
  test.each<[string, UpstreamScript]>([
    ['FIN inside a chunked body', onTheWire(chunked, inOneChunk, 'fin')],
    ['FIN inside a chunk', onTheWire(chunked, `${inOneChunk}ff\r\nda`, 'fin')],
    ['the clean end of a chunked body', onTheWire(chunked, `${inOneChunk}0\r\n\r\n`, 'fin')],
    ['the end of a body that ends with its connection', onTheWire('connection: close', half, 'fin')],
    ['a body that is shorter than its length', onTheWire('content-length: 5000', half, 'fin')],
  ])('row 14 · %s is broken off: the text stays, and nothing claims to be done', async (_name, script) => {
    await using scene = await openFaultScene(way, script)
    expectFailure(await scene.ask(), { code: 'upstream_broken_off', status: 502, text: 'half', message: /broken off/ })
    await scene.expectSurvived()
  })

  test('row 14 · a reset in mid-stream is broken off', async () => {
    let reset = () => {}
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).write(half)
      reset = () => void response.socket?.resetAndDestroy()
    })
    const outcome = await scene.ask({ onText: () => reset() })
    expectFailure(outcome, { code: 'upstream_broken_off', status: 502, text: 'half' })
    await scene.expectSurvived()
  })

  test('row 14 · a reset before any text is not tried again: upstream had accepted', async () => {
    await using scene = await openFaultScene(way, (response) => {
      openStream(response)
      setImmediate(() => response.socket?.resetAndDestroy())
    })
    expectFailure(await scene.ask(), { code: 'upstream_broken_off', status: 502 })
    expect(scene.upstream.calls).toHaveLength(1)
    await scene.expectSurvived()
  })

  test.each([
    ['an error object', '{"error":{"message":"inference failed","code":"500"}}', 'upstream_overloaded', 500, 503],
    ['a flat error', '{"code":"390144","message":"JWT token is invalid."}', 'upstream_auth_failed', 502, 502],
    ['an error that is a text', '{"error":"inference failed"}', 'upstream_broken_off', 502, 502],
    ['an error with a number that is no status', '{"error":{"message":"x","code":7}}', 'upstream_broken_off', 502, 502],
  ] as const)('row 15 · %s in mid-stream keeps the text', async (_name, json, code, atUpstream, ours) => {
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).end(`${half}data: ${json}\n\n${chunk({ content: 'more' })}${DONE_LINE}`)
    })
    const outcome = await scene.ask()
    expectFailure(outcome, { code, status: way === 'REST' ? atUpstream : ours, text: 'half' })
    await scene.expectSurvived()
  })

  test('row 15 · an event that is called error keeps the text, whatever it holds', async () => {
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).end(`${half}event: error\ndata: out of memory\n\n${DONE_LINE}`)
    })
    expectFailure(await scene.ask(), { code: 'upstream_broken_off', status: 502, text: 'half' })
    await scene.expectSurvived()
  })

  test('row 22 · what follows [DONE] is not the answer', async () => {
    await using scene = await openFaultScene(way, (response) => {
      openStream(response).end(half + DONE_LINE + chunk({ content: 'more' }) + DONE_LINE)
    })
    expectAnswer(await scene.ask(), 'half')
    await scene.expectSurvived()
  })

  test.each([
    ['[DONE]', half + DONE_LINE],
    ['a finish_reason without [DONE]', half + chunk({ finishReason: 'stop' })],
  ])('row 22 · after %s a connection that stays open is let go within 1.5 s', async (_name, body) => {
    await using scene = await openFaultScene(way, (response) => void openStream(response).write(body))
    const asking = scene.ask({ onText: () => setImmediate(() => scene.clock.skip(1_000)) })
    expectAnswer(await asking, 'half')
    scene.clock.skip(500)
    await scene.upstream.calls[0]?.closed
    await scene.expectSurvived()
  })
})
