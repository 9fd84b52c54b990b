import { callChatStream, textOf } from '@coco/testkit/chat-stream-call'
import { startStack } from '@coco/testkit/start-stack'
import { afterAll, beforeAll, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

test("the guide's first call gives the guide's events", async () => {
  const answer = await callChatStream(stack.serverUrl, {
    key: stack.alphaKey,
    body: { message: 'Describe Snowflake in 1 sentence', model: 'claude-4-sonnet' },
  })
  expect(answer.status).toBe(200)
  expect(answer.events[0]).toMatchObject({
    event: 'meta',
    data: { model: 'claude-4-sonnet', tenant_id: 'tenant-alpha' },
  })
  expect(answer.events.at(-1)?.event).toBe('done')
  expect(textOf(answer).length).toBeGreaterThan(0)
})

test('a model that Snowflake does not grant is one error event; a GRANT changes that on the next call', async () => {
  const ask = () =>
    callChatStream(stack.serverUrl, { key: stack.betaKey, body: { message: 'hi', model: 'claude-4-sonnet' } })
  const refused = await ask()
  expect(refused.status).toBe(200)
  expect(refused.events).toMatchObject([{ event: 'error', data: { status_code: 403, code: 'model_not_allowed' } }])
  stack.sql('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA')
  expect((await ask()).events.at(-1)?.event).toBe('done')
})

test('without a key, with a wrong one, and at the limit', async () => {
  expect((await callChatStream(stack.serverUrl, { body: { message: 'hi' } })).json).toMatchObject({
    detail: [{ type: 'missing', loc: ['header', 'X-API-Key'], msg: 'Field required', input: null }],
  })
  expect(await callChatStream(stack.serverUrl, { key: 'nope', body: {} })).toMatchObject({
    status: 401,
    json: { detail: { code: 'UNAUTHORIZED' } },
  })
})
