import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { chunk, hangs, openStream, says } from '@coco/testkit/upstream-scripts'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'

/** Time of the server passes a hundred times as fast, so that half a minute is a third of a second. */
const fastClock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now() * 100,
  after(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs / 100)
    return () => clearTimeout(timer)
  },
}

/** Upstream's time is real, so its limits are a hundred times as long. */
const settings = {
  COCO_TIMEOUT_CONNECT_MS: '500000',
  COCO_TIMEOUT_FIRST_TOKEN_MS: '6000000',
  COCO_TIMEOUT_SILENCE_MS: '6000000',
  COCO_TIMEOUT_TOTAL_MS: '60000000',
}

/** Speaks without end, as fast as it is read, and counts what was taken. */
function endless(taken: { bytes: number }): UpstreamScript {
  const line = chunk({ content: 'x'.repeat(1_000) })
  return (response) => {
    const speak = () => {
      do taken.bytes += line.length
      while (response.write(line))
    }
    openStream(response).on('drain', speak)
    speak()
  }
}

/** Asks, and takes nothing of the answer. */
function askAndStopReading(serverUrl: string, key: string): Socket {
  const { hostname, port, host } = new URL(serverUrl)
  const socket = connect(Number(port), hostname)
  socket.pause()
  const head = ['POST /v1/chat/stream HTTP/1.1', `host: ${host}`, `x-api-key: ${key}`, 'content-type: application/json']
  socket.write(`${[...head, 'content-length: 16'].join('\r\n')}\r\n\r\n{"message":"hi"}`)
  return socket.on('error', () => {})
}

test('a stopped reader pauses upstream, is cut off after half a minute, and harms nobody else', async () => {
  const taken = { bytes: 0 }
  await using upstream = await startHostileUpstream(endless(taken))
  await using server = await startServerOn(upstream.url, { settings, platform: { clock: fastClock } })
  const socket = askAndStopReading(server.serverUrl, server.alphaKey)
  const call = await upstream.nth(0)
  upstream.answerWith(says('fine'))
  const other = await callChatStream(server.serverUrl, { key: server.betaKey, body: { message: 'hi' } })
  expect(other.events.at(-1)?.event).toBe('done')
  await call.closed
  // Both kernels' socket buffers, and ours.
  expect(taken.bytes).toBeLessThan(16 * 1_048_576)
  socket.destroy()
})

test('a silent upstream does not make a silent answer: comments come, even before the head of upstream', async () => {
  await using upstream = await startHostileUpstream(hangs)
  await using server = await startServerOn(upstream.url, { settings, platform: { clock: fastClock } })
  const leaving = new AbortController()
  const response = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': server.alphaKey, 'content-type': 'application/json' },
    body: '{"message":"hi"}',
    signal: leaving.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const first = await response.body?.getReader().read()
  expect(Buffer.from(first?.value ?? []).toString()).toBe(': keep-alive\n\n')
  leaving.abort()
  await upstream.calls[0]?.closed
})
