import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startStack } from '@coco/testkit/start-stack'
import { afterAll, beforeAll, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  const settings = {
    COCO_LIMIT_BODY_BYTES: '2048',
    COCO_LIMIT_BATCH_CALLS: '2',
    COCO_LIMIT_HEARTBEAT_MS: '2000',
    COCO_LIMIT_SESSIONS_PER_PERSON: '1',
    COCO_LIMIT_UPSTREAM_ANSWER_BYTES: '1024',
  }
  stack = await startStack({ settings })
})
afterAll(() => stack.close())

test('a body over COCO_LIMIT_BODY_BYTES is refused, and the limit is named', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(2_049) }
  const response = await fetch(`${stack.serverUrl}/v1/chat/stream`, init)
  expect([response.status, await response.json()]).toMatchObject([
    413,
    { message: 'The request is too large: 2048 bytes at most.' },
  ])
})

test('a batch of more than COCO_LIMIT_BATCH_CALLS is refused', async () => {
  const ask = (calls: number) =>
    fetch(`${stack.serverUrl}/trpc/${Array.from({ length: calls }, () => 'session.me').join()}?batch=1&input={}`)
  expect((await ask(2)).status).toBe(200)
  expect((await ask(3)).status).toBe(400)
})

test('readers are told to expect a sign of life as COCO_LIMIT_HEARTBEAT_MS says', async () => {
  const ann = await stack.signIn('user-alpha')
  const generationId = await ann.client.start('hi')
  const input = encodeURIComponent(JSON.stringify({ generationId }))
  const stream = await (await ann.fetch(`/trpc/chat.watch?input=${input}`)).text()
  expect(stream).toContain('"reconnectAfterInactivityMs":6000')
})

test('of COCO_LIMIT_SESSIONS_PER_PERSON the oldest makes room; other people keep theirs', async () => {
  const ann = await stack.signIn('user-alpha')
  const bob = await stack.signIn('user-beta')
  const annElsewhere = await stack.signIn('user-alpha')
  expect(await ann.client.trpc.session.me.query()).toBeNull()
  expect(await annElsewhere.client.trpc.session.me.query()).not.toBeNull()
  expect(await bob.client.trpc.session.me.query()).not.toBeNull()
})

test('an answer over COCO_LIMIT_UPSTREAM_ANSWER_BYTES is cut, and says so', async () => {
  const body = { message: 'Write a long story, of several pages, about a heron.' }
  const answer = await callChatStream(stack.serverUrl, { key: stack.alphaKey, body })
  expect(answer.events.at(-1)).toMatchObject({ event: 'error', data: { code: 'upstream_too_large' } })
})
