import { startStack } from '@coco/testkit/start-stack'
import { afterAll, beforeAll, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

test('a person signs in and gets an answer', async () => {
  const ann = await stack.signIn('user-alpha')
  expect(ann.session.tenant.id).toBe('tenant-alpha')
  const events = await ann.client.ask('hello')
  expect(events[0]).toMatchObject({ type: 'meta', model: 'claude-4-sonnet' })
  expect(events.at(-1)).toMatchObject({ type: 'done', usage: { total_tokens: expect.any(Number) } })
})
