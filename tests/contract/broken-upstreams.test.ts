import { textOf } from '@coco/testkit/chat-stream-call'
import { chunk, DONE_LINE, hangs, openStream, saysThenHangs } from '@coco/testkit/upstream-scripts'
import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { describe, expect, test } from 'vitest'
import { eventNames, startGateway } from './quickstart-gateway.ts'

const line = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`

/** The text `one`, and then whatever a test wants to go wrong. */
const saysOneThen =
  (goWrong: (...args: Parameters<UpstreamScript>) => void): UpstreamScript =>
  (response, call) => {
    openStream(response).write(chunk({ content: 'one' }), () => goWrong(response, call))
  }

describe('an upstream that does not begin to answer is 200 with one error event', () => {
  test.each<[string, UpstreamScript, Record<string, string>, number]>([
    ['nobody listens there', hangs, { CORTEX_BASE_URL_OVERRIDE: 'http://127.0.0.1:1/api/v2/cortex' }, 502],
    ['it hangs up', (response) => void response.destroy(), {}, 502],
    ['it resets the connection', (response) => void response.socket?.resetAndDestroy(), {}, 502],
    ['it never sends a head', hangs, { COCO_TIMEOUT_FIRST_TOKEN_MS: '100' }, 504],
    ['it never sends a first text', saysThenHangs(), { COCO_TIMEOUT_FIRST_TOKEN_MS: '100' }, 504],
  ])('C44 · %s', async (_what, script, settings, status) => {
    await using gateway = await startGateway(script, { settings })
    const answer = await gateway.asAlpha()
    expect(answer.status).toBe(200)
    expect(answer.events.filter(({ event }) => event !== 'meta')).toMatchObject([
      { event: 'error', data: { status_code: status, message: expect.stringMatching(/^[A-Z].*\.$/) } },
    ])
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|socket/)
  })
})

describe('an answer that breaks off keeps its text and ends in error, never in done', () => {
  test.each<[string, UpstreamScript, number]>([
    ['the connection is reset', saysOneThen((response) => void response.socket?.resetAndDestroy()), 502],
    ['the connection is closed', saysOneThen((response) => void response.destroy()), 502],
    ['the stream ends without an end mark', saysOneThen((response) => void response.end()), 502],
    ['the last line is half a line', saysOneThen((response) => void response.end('data: {"choices":[{"del')), 502],
    ['upstream falls silent', saysOneThen(() => {}), 504],
  ])('C45 · %s', async (_what, script, status) => {
    await using gateway = await startGateway(script, { settings: { COCO_TIMEOUT_SILENCE_MS: '100' } })
    const answer = await gateway.asAlpha()
    expect([eventNames(answer), textOf(answer)]).toEqual([['meta', 'delta', 'error'], 'one'])
    expect(answer.events.at(-1)?.data).toMatchObject({ status_code: status })
  })
})

test('C46 · chunks with holes do no harm, and the usage of the last one is reported', async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
  await using gateway = await startGateway((response) => {
    openStream(response)
    for (const hole of [
      { choices: [{ index: 0, delta: { role: 'assistant', content: null }, finish_reason: null }], usage: null },
      { choices: [{ index: 0, delta: null, finish_reason: null }] },
      { choices: [{ index: 0 }] },
      { id: 'c1', object: 'chat.completion.chunk' },
      { choices: [] },
      { choices: null },
    ]) {
      response.write(line(hole) + chunk({ content: 'x' }))
    }
    response.end(chunk({ finishReason: 'stop' }) + line({ choices: [], usage }) + DONE_LINE)
  })
  const answer = await gateway.asAlpha()
  expect(textOf(answer)).toBe('xxxxxx')
  expect(answer.events.at(-1)).toMatchObject({ event: 'done', data: { usage } })
})

test.each([
  ['in the form of Snowflake', { code: '390505', message: 'Too many requests', request_id: 'r' }, 502],
  ['in the form of OpenAI', { error: { message: 'overloaded', type: 'server_error', code: 503 } }, 503],
  ['with a status that is none', { error: { message: 'odd', code: 42 } }, 502],
])('C47 · an error inside the stream, %s, is an error and not the end', async (_form, error, status) => {
  await using gateway = await startGateway(
    saysOneThen((response) => void response.end(line(error) + chunk({ finishReason: 'stop' }) + DONE_LINE)),
  )
  const answer = await gateway.asAlpha()
  expect([eventNames(answer), textOf(answer)]).toEqual([['meta', 'delta', 'error'], 'one'])
  expect(answer.events.at(-1)?.data).toMatchObject({ status_code: status })
})

test.each([
  ['cut JSON', 'data: {"choices": [\n\n'],
  ['words', 'data: upstream is having a bad day\n\n'],
])('C50 · a chunk of %s is an error event, and the server goes on', async (_what, bytes) => {
  await using gateway = await startGateway(
    saysOneThen((response) => {
      response.write(bytes)
      response.end(chunk({ finishReason: 'stop' }) + DONE_LINE)
    }),
  )
  const answer = await gateway.asAlpha()
  expect(eventNames(answer)).toEqual(['meta', 'delta', 'error'])
  expect(answer.events.at(-1)?.data).toMatchObject({ status_code: 502 })
  expect((await fetch(`${gateway.server.serverUrl}/healthz`)).status).toBe(200)
})
