import { callChatStream, textOf } from '@coco/testkit/chat-stream-call'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { eventNames, startGateway } from './quickstart-gateway.ts'

test('C01 · the health check is exactly one field and asks for no key', async () => {
  await using gateway = await startGateway()
  const response = await fetch(`${gateway.server.serverUrl}/healthz`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(await response.json()).toEqual({ status: 'ok' })
})

describe("the guide's first call, to the local Snowflake", () => {
  const ask = (stack: { serverUrl: string; alphaKey: string }) =>
    callChatStream(stack.serverUrl, {
      key: stack.alphaKey,
      body: { message: 'Describe Snowflake in 1 sentence', model: 'claude-4-sonnet' },
    })

  test('C02 · is a stream of meta, deltas and done, in that order', async () => {
    await using stack = await startStack()
    const answer = await ask(stack)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(eventNames(answer).join(' ')).toMatch(/^meta( delta)+ done$/)
  })

  test('C03 · says in meta what answers and for whom', async () => {
    await using stack = await startStack()
    expect((await ask(stack)).events[0]?.data).toEqual({
      id: expect.stringMatching(/^coco_req_[0-9a-f]{8}$/),
      model: 'claude-4-sonnet',
      tenant_id: 'tenant-alpha',
    })
  })
})

test("C04 · done repeats the id and gives the time taken and upstream's usage, fields that nobody knows included", async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 5, guard_tokens: 0, details: { cached: [1, null, 'x'] } }
  await using gateway = await startGateway((response) => {
    openStream(response).end(chunk({ content: 'Hi' }) + chunk({ finishReason: 'stop', usage }) + DONE_LINE)
  })
  const { events } = await gateway.asAlpha()
  expect(events.at(-1)?.data).toMatchObject({ id: events[0]?.data.id, usage })
  expect(events.at(-1)?.data.latency_ms).toSatisfy((value) => Number.isInteger(value) && (value as number) >= 0)
})

test("C05 · the joined deltas are upstream's text to the letter", async () => {
  const pieces = ['  Two', ' spaces\n\n', '\ttab ', '👩‍👩‍👧 é "quoted" \\ \u0000', '\r\n', 'end ']
  await using gateway = await startGateway(says(...pieces))
  expect(textOf(await gateway.asAlpha())).toBe(pieces.join(''))
})

test('C06 · no cache keeps the stream, no proxy collects it, and it has a request id', async () => {
  await using gateway = await startGateway()
  const { headers } = await gateway.asAlpha()
  expect(headers.get('cache-control')).toContain('no-cache')
  expect(headers.get('x-accel-buffering')).toBe('no')
  expect(headers.get('x-request-id')).toBeTruthy()
})

test('C07 · a frame is an event line, one data line of JSON, and an empty line', async () => {
  await using gateway = await startGateway(says('one\ntwo', 'three'))
  const { text } = await gateway.asAlpha()
  expect(text.endsWith('\n\n')).toBe(true)
  for (const frame of text.split('\n\n').slice(0, -1)) {
    const [event = '', data = '', ...more] = frame.split('\n')
    expect(event).toMatch(/^event: (meta|delta|done)$/)
    expect(JSON.parse(data.slice('data: '.length))).toBeTypeOf('object')
    expect(more).toEqual([])
  }
})

test('C48 · comments, event names, blank data and the end mark are not text', async () => {
  await using gateway = await startGateway((response) => {
    openStream(response)
    response.write(': a comment\n\nevent: ping\ndata:\n\ndata: \n\nevent: message\n')
    response.write(chunk({ content: 'Hello' }))
    response.end(`retry: 10\nid: 7\n\n${chunk({ finishReason: 'stop' })}${DONE_LINE}`)
  })
  const answer = await gateway.asAlpha()
  expect([eventNames(answer), textOf(answer)]).toEqual([['meta', 'delta', 'done'], 'Hello'])
})

test.each(['\u2028', '\u2029', '\u0085', '\v', '\f', '\u001c'])(
  'C49 · %j inside text cuts no answer and leaves escaped',
  async (separator) => {
    await using gateway = await startGateway(says(`one${separator}two`, separator))
    const answer = await gateway.asAlpha()
    expect([eventNames(answer).at(-1), textOf(answer)]).toEqual(['done', `one${separator}two${separator}`])
    expect(answer.text).not.toContain(separator)
  },
)

test('C51 · while upstream is silent the stream shows with comments that it lives', async () => {
  const clock = createManualClock()
  let speak = () => {}
  await using gateway = await startGateway(
    (response) => {
      openStream(response)
      speak = () => response.end(chunk({ content: 'at last', finishReason: 'stop' }) + DONE_LINE)
    },
    { platform: { clock } },
  )
  const answering = gateway.asAlpha()
  await gateway.upstream.nth(0)
  clock.advance(45_000)
  speak()
  const answer = await answering
  const lines = answer.text.split('\n').filter((line) => line !== '' && !line.startsWith('event: '))
  expect(lines.filter((line) => line.startsWith(':')).length).toBeGreaterThanOrEqual(3)
  for (const line of lines.filter((each) => !each.startsWith(':'))) {
    expect(JSON.parse(line.slice('data: '.length))).toBeTypeOf('object')
  }
  expect(textOf(answer)).toBe('at last')
})

test('C52 · thinking aloud and tools bring no event that an old reader would not know', async () => {
  await using gateway = await startGateway((response) => {
    openStream(response)
    for (const delta of [{ reasoning_content: 'hm' }, { reasoning: 'hm' }, { tool_calls: [{ index: 0 }] }]) {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`)
    }
    response.end(chunk({ content: 'Hello' }) + chunk({ finishReason: 'stop' }) + DONE_LINE)
  })
  expect(eventNames(await gateway.asAlpha())).toEqual(['meta', 'delta', 'done'])
})

test("C53 · the caller's request id comes back, and one is made where there is none or none that is harmless", async () => {
  await using gateway = await startGateway()
  const idFor = async (headers: Record<string, string>, body?: unknown) =>
    (await gateway.asAlpha(body, headers)).headers.get('x-request-id')
  const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(await idFor({ 'x-request-id': 'abc-123' })).toBe('abc-123')
  expect(await idFor({ 'x-request-id': 'abc-123' }, { max_tokens: 0 })).toBe('abc-123')
  expect(await idFor({})).toEqual(uuid)
  expect(await idFor({ 'x-request-id': 'a b<script>' })).toEqual(uuid)
  expect(await idFor({ 'x-request-id': 'x'.repeat(500) })).toEqual(uuid)
})
