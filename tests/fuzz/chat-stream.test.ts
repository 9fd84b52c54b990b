import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import { hostileBody, hostileHeaders } from './hostile-bodies.ts'
import { type Answer, requireOrderly, send } from './send.ts'

const RIGHT = {
  message: 'hi',
  messages: [{ role: 'user', content: 'hi' }],
  model: 'claude-4-sonnet',
  max_tokens: 12,
  temperature: 0.5,
  metadata: {},
}

test('no body and no header brings more than a 4xx: 600 calls of POST /v1/chat/stream', async () => {
  await using upstream = await startHostileUpstream(says('Hello'))
  await using server = await startServerOn(upstream.url, { folder: await folderWithLimit(1_000_000) })
  const url = `${server.serverUrl}/v1/chat/stream`

  const property = fc.asyncProperty(hostileBody(RIGHT), hostileHeaders, async (body, headers) => {
    const answer = await send(url, { method: 'POST', headers: { ...headers, 'x-api-key': server.alphaKey }, body })
    requireOrderly(answer)
    requireWhole(answer)
    expect(answer.headers['x-request-id']).toBeTruthy()
  })
  await fc.assert(property, { numRuns: 600, seed: 1 })

  // What was right was answered, or this tests nothing but the parser.
  expect(upstream.calls.length).toBeGreaterThan(100)
  const answer = await callChatStream(server.serverUrl, { key: server.alphaKey, body: { message: 'hi' } })
  expect(answer.events.at(-1)?.event).toBe('done')
  expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}, 60_000)

function requireWhole({ status, text }: Answer): void {
  if (status === 200 && !/\n\nevent: (done|error)\ndata: .*\n\n$/.test(text)) throw new Error(`no ending: ${text}`)
}
