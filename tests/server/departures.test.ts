import { startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { chunk, hangs, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'

const beforeTheFirstToken: UpstreamScript = (response) => void openStream(response)
const inMidStream: UpstreamScript = (response) => {
  openStream(response)
  const timer = setInterval(() => response.write(chunk({ content: 'more ' })), 2)
  response.once('close', () => clearInterval(timer))
}

describe('a caller who leaves is seen by upstream at once', () => {
  test.each([
    ['before the head', hangs, null],
    ['before the first token', beforeTheFirstToken, 'event: meta'],
    ['in mid-stream', inMidStream, 'event: delta'],
    ['while upstream is silent', saysThenHangs('one'), 'event: delta'],
  ])('%s', async (_moment, script, waitFor) => {
    await using upstream = await startHostileUpstream(script)
    await using server = await startServerOn(upstream.url)
    const delaysMs: number[] = []
    for (let index = 0; index < 10; index++) {
      const socket = await callAndWait(server.serverUrl, server.alphaKey, waitFor)
      const call = await upstream.nth(index)
      const leftAtMs = performance.now()
      if (index % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
      delaysMs.push((await call.closed) - leftAtMs)
    }
    const median = delaysMs.toSorted((a, b) => a - b)[5] ?? Infinity
    expect(median).toBeLessThan(100)
  })
})

/** Sends a call on a socket of its own and waits until the answer holds `waitFor`. */
async function callAndWait(serverUrl: string, key: string, waitFor: string | null): Promise<Socket> {
  const { hostname, port, host } = new URL(serverUrl)
  const socket = connect(Number(port), hostname)
  const body = JSON.stringify({ message: 'hi' })
  const head = ['POST /v1/chat/stream HTTP/1.1', `host: ${host}`, `x-api-key: ${key}`, 'content-type: application/json']
  socket.write(`${[...head, `content-length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`)
  if (waitFor === null) return socket
  let seen = ''
  await new Promise<void>((resolve) =>
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1')
      if (seen.includes(waitFor)) resolve()
    }),
  )
  return socket
}
