import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { refuses, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

test('fault 56: a double click is one answer and one call, whether it is still running or over', async () => {
  await using upstream = await startHostileUpstream(says('only once'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const input = { content: 'hello', idempotencyKey: randomUUID() }
  const clicks = await Promise.all(Array.from({ length: 8 }, () => client.trpc.chat.send.mutate(input)))
  expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1)
  const first = clicks[0]!
  const events = await client.read(first.generationId)
  expect(events.at(-1)?.event.type).toBe('done')
  expect(await client.trpc.chat.send.mutate(input)).toEqual(first)
  expect(upstream.calls).toHaveLength(1)
  expect((await client.trpc.conversations.list.query({})).conversations).toHaveLength(1)
})

test('the same key with another message is refused, by the same person only', async () => {
  await using upstream = await startHostileUpstream(says('yes'))
  await using server = await startServerOn(upstream.url)
  const { client: ann } = await server.signIn('user-alpha')
  const { client: bob } = await server.signIn('operator', 'tenant-alpha')
  const idempotencyKey = randomUUID()
  const conflict = { data: { coco: { code: 'idempotency_conflict' } } }
  const first = ann.trpc.chat.send.mutate({ content: 'one', idempotencyKey })
  await expect(ann.trpc.chat.send.mutate({ content: 'two', idempotencyKey })).rejects.toMatchObject(conflict)
  const { messageId } = await first
  await expect(ann.trpc.chat.send.mutate({ content: 'two', idempotencyKey })).rejects.toMatchObject(conflict)
  await expect(ann.trpc.chat.regenerate.mutate({ messageId, idempotencyKey })).rejects.toMatchObject(conflict)
  await expect(bob.trpc.chat.send.mutate({ content: 'two', idempotencyKey })).resolves.toHaveProperty('generationId')
})

test('a repeated call is answered although the question was taken back, and although the limit is reached', async () => {
  await using upstream = await startHostileUpstream(refuses(400, { message: 'no' }))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-beta')
  const input = { content: 'hello', idempotencyKey: randomUUID() }
  const first = await client.trpc.chat.send.mutate(input)
  await client.read(first.generationId)
  upstream.answerWith(says('x'))
  for (;;) {
    const sent = await client.send('more').catch((error: { data: { coco: { code: string } } }) => error.data.coco.code)
    if (sent === 'rate_limited') break
    expect(sent).toHaveProperty('generationId')
  }
  expect(await client.trpc.chat.send.mutate(input)).toEqual(first)
})

test('what is refused stores nothing', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('x'))
  await using server = await startServerOn(upstream.url, { settings: { COCO_MAX_STREAMS_PER_TENANT: '1' } })
  const { client } = await server.signIn('user-alpha')
  await client.send('takes the only place')
  const input = { content: 'second', idempotencyKey: randomUUID() }
  await expect(client.trpc.chat.send.mutate(input)).rejects.toMatchObject({
    data: { coco: { code: 'too_many_streams' } },
  })
  const other = { ...input, writtenIn: 'tenant-beta' }
  await expect(client.trpc.chat.send.mutate(other)).rejects.toMatchObject({
    data: { coco: { code: 'tenant_changed' } },
  })
  expect((await client.trpc.conversations.list.query({})).conversations).toHaveLength(1)
})

test('fault 57: of two tabs that send at once neither loses a turn that it was told of', async () => {
  await using upstream = await startHostileUpstream(says('yes'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId } = await client.converse('start')
  const tabs = await Promise.allSettled(['a', 'b', 'c'].map((content) => client.send({ conversationId, content })))
  const told = tabs.flatMap((tab) => (tab.status === 'fulfilled' ? [tab.value] : []))
  expect(told.length).toBeGreaterThan(0)
  for (const { generationId } of told) await client.read(generationId)
  const { messages } = await client.trpc.conversations.get.query({ conversationId })
  expect(messages).toHaveLength(2 + 2 * told.length)
  const refused = tabs.flatMap((tab) => (tab.status === 'rejected' ? [tab.reason as unknown] : []))
  for (const reason of refused) expect(reason).toMatchObject({ data: { coco: { code: 'invalid_input' } } })
})

test.skipIf(!(await hasPostgres()))(
  'two processes that are asked the same at once are one answer and one call',
  async () => {
    await using upstream = await startHostileUpstream(says('only once'))
    await using first = await startServerOn(upstream.url, { database: 'postgres' })
    await using second = await startServerOn(upstream.url, { settings: { DATABASE_URL: first.databaseUrl ?? '' } })
    for (let round = 1; round <= 5; round++) {
      const input = { content: 'hello', idempotencyKey: randomUUID() }
      const started = await Promise.all(
        [first, second, first, second].map((server) => server.withKey(first.alphaKey).trpc.chat.send.mutate(input)),
      )
      expect(new Set(started.map(({ generationId }) => generationId)).size).toBe(1)
      await expect.poll(() => upstream.calls.length).toBe(round)
    }
    // The place of the one that was too late was given back.
    await expect(second.withKey(first.alphaKey).converse('and on')).resolves.toHaveProperty('events')
  },
)
