import { createManualClock } from '@coco/testkit/manual-clock'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'
import { askAsOldPage, type OldPageRequest } from './old-page.ts'
import { startGateway } from './quickstart-gateway.ts'

const FIRST: OldPageRequest['history'] = [{ role: 'user', content: 'Describe Snowflake in 1 sentence' }]

test('C70 · both tenants chat on the old page, over several turns', async () => {
  await using stack = await startStack()
  const { serverUrl, alphaKey, betaKey } = stack
  for (const [key, model] of [
    [alphaKey, 'claude-4-sonnet'],
    [betaKey, 'openai-gpt-4.1'],
    [betaKey, 'deepseek-r1'],
  ] as const) {
    const first = await askAsOldPage({ serverUrl, key, model, history: FIRST })
    expect(first).toEqual({ text: expect.stringMatching(/\w{3}/), errorBox: null })
    const history: typeof FIRST = [
      ...FIRST,
      { role: 'assistant', content: first.text },
      { role: 'user', content: 'Thanks' },
    ]
    const second = await askAsOldPage({ serverUrl, key, model, history })
    expect(second).toEqual({ text: expect.stringMatching(/\w{3}/), errorBox: null })
  }
})

test('C70 · a model that is not granted is a red box with what Snowflake said', async () => {
  await using stack = await startStack()
  const { serverUrl, betaKey: key } = stack
  const answer = await askAsOldPage({ serverUrl, key, model: 'claude-4-sonnet', history: FIRST })
  expect(answer).toEqual({ text: '', errorBox: expect.stringMatching(/^Error: \{.*003001.*\}$/) })
})

test('C70 · no text that a model may write crashes the page', async () => {
  const text = 'a\u2028b\u2029c\u0085d\ve\ff\u001cg\u001dh\u001ei\r\nj\n\ndata: {"k": 1}\n\nevent: error \u00a0é🔑'
  await using gateway = await startGateway(says(...text.split(/(?<=c|f|k)/), ' end'))
  const { serverUrl, alphaKey: key } = gateway.server
  const answer = await askAsOldPage({ serverUrl, key, model: 'm', history: FIRST })
  expect(answer).toEqual({ text: `${text} end`, errorBox: null })
})

test('C70 · an answer that breaks off is a red box under its text', async () => {
  await using gateway = await startGateway((response) => {
    openStream(response).write(chunk({ content: 'half' }), () => response.destroy())
  })
  const { serverUrl, alphaKey: key } = gateway.server
  const answer = await askAsOldPage({ serverUrl, key, model: 'm', history: FIRST })
  expect(answer).toEqual({ text: 'half', errorBox: expect.stringMatching(/^Error: \w/) })
})

test('C70 · signs of life in a long silence do not disturb the page', async () => {
  const clock = createManualClock()
  const { promise: isSpeaking, resolve: speak } = Promise.withResolvers<void>()
  await using gateway = await startGateway(
    async (response) => {
      openStream(response)
      await isSpeaking
      response.end(chunk({ content: 'at last', finishReason: 'stop' }) + DONE_LINE)
    },
    { platform: { clock } },
  )
  const { serverUrl, alphaKey: key } = gateway.server
  const answering = askAsOldPage({ serverUrl, key, model: 'm', history: FIRST })
  await gateway.upstream.nth(0)
  clock.advance(45_000)
  speak()
  expect(await answering).toEqual({ text: 'at last', errorBox: null })
})
