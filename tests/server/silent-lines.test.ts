import { callChatStream, textOf } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { chunk, DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'
import { startImpatientProxy } from './impatient-proxy.ts'

/** nginx waits for 60 s and Coco says something each 15 s: here both are shorter, and the model is silent for longer than either. */
const PATIENCE_MS = 3_000
const SILENCE_MS = 4_500
const settings = { COCO_LIMIT_HEARTBEAT_MS: '1000' }

const pauses: UpstreamScript = (response) => {
  openStream(response).write(chunk({ content: 'half' }))
  const rest = setTimeout(
    () => response.end(chunk({ content: ' and half' }) + chunk({ finishReason: 'stop' }) + DONE_LINE),
    SILENCE_MS,
  )
  response.once('close', () => clearTimeout(rest))
}

test('a model that is silent for long is read to its end through a proxy that cuts what is silent (U17)', async () => {
  await using upstream = await startHostileUpstream(pauses)
  await using server = await startServerOn(upstream.url, { settings })
  await using proxy = await startImpatientProxy(server.serverUrl, PATIENCE_MS)
  await using ofTheModel = await startImpatientProxy(upstream.url, PATIENCE_MS)
  const person = createTestClient(proxy.url, { 'x-api-key': server.alphaKey })
  const [stream, events, unaided] = await Promise.all([
    callChatStream(proxy.url, { key: server.betaKey, body: { message: 'hi' } }),
    person.ask('hi'),
    // The same silence straight from the model is cut.
    fetch(ofTheModel.url, { method: 'POST', body: '{}' }).then((response) => response.text().catch(() => 'cut')),
  ])
  const said = events.map((event) => (event.type === 'delta' ? event.content : '')).join('')
  expect([textOf(stream), stream.events.at(-1)?.event]).toEqual(['half and half', 'done'])
  expect([said, events.at(-1)?.type]).toEqual(['half and half', 'done'])
  expect(proxy.cuts()).toBe(0)
  expect([unaided, ofTheModel.cuts()]).toEqual(['cut', 1])
})
