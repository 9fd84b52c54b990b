import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'

test('running answers that fill the memory for answers go on; the next one is 503 with Retry-After', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('x'.repeat(600_000)))
  await using server = await startServerOn(upstream.url, { settings: { COCO_LIMIT_ANSWERS_BYTES: '1048576' } })
  const ann = await server.signIn('user-alpha')
  const first = await ann.client.start('hi')
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const reading = ann.client.read(first, { onEvent: ({ event }) => void (event.type === 'delta' && resolve()) })
  await seen

  const body = JSON.stringify({ messages: [{ role: 'user', content: 'hi' }] })
  const refused = await ann.fetch('/trpc/chat.complete', { method: 'POST', body })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await refused.text()).toContain('too_many_streams')

  await ann.client.trpc.chat.stop.mutate({ generationId: first })
  expect((await reading).at(-1)).toMatchObject({ event: { type: 'done', finish_reason: 'stopped' } })
  await expect(ann.client.start('hi')).resolves.toBeTruthy()
})
