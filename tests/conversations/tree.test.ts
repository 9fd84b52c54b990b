import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream, type UpstreamCall } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { refuses, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { pathTo } from '@coco/shared/message-tree'
import type { TestClient } from '@coco/testkit/test-client'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

/** Each call is answered with its number. */
const counts = () => startHostileUpstream((response, call) => says(`answer ${call.index + 1}`)(response, call))

const turnsOf = (call: UpstreamCall | undefined) => (call?.body as { messages: unknown[] } | undefined)?.messages ?? []

async function pathOf(client: TestClient, conversationId: string): Promise<string[]> {
  const view = await client.trpc.conversations.get.query({ conversationId })
  return pathTo(view.messages, view.leafId).map(({ content }) => content)
}

test('what was said is there after a reload, in order, with how each answer came about', async () => {
  await using upstream = await counts()
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const first = await client.converse('First question?')
  expect(first.events.map(({ type }) => type)).toEqual(['meta', 'delta', 'done'])
  const { conversationId } = first
  await client.converse({ conversationId, content: 'second' })

  const again = (await server.signIn('user-alpha')).client
  const view = await again.trpc.conversations.get.query({ conversationId })
  expect(view.messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'First question?'],
    ['assistant', 'answer 1'],
    ['user', 'second'],
    ['assistant', 'answer 2'],
  ])
  expect(view.title).toBe('First question?')
  expect(view.messages[1]?.generation).toMatchObject({
    id: first.generationId,
    status: 'done',
    model: 'claude-4-sonnet',
    finishReason: 'stop',
    promptTokens: 1,
    completionTokens: 1,
    errorCode: null,
    answerLabel: expect.stringMatching(/^coco_req_/),
    requestId: expect.stringMatching(/./),
    firstTokenMs: expect.any(Number),
    latencyMs: expect.any(Number),
  })
  expect(upstream.calls[1]?.body).toMatchObject({
    messages: [
      { role: 'system', content: expect.stringContaining('User Alpha') },
      { role: 'user', content: 'First question?' },
      { role: 'assistant', content: 'answer 1' },
      { role: 'user', content: 'second' },
    ],
  })
})

test('an edited question and another answer are siblings; the chosen path is kept', async () => {
  await using upstream = await counts()
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId: first } = await client.converse('one')
  const second = await client.converse({ conversationId, content: 'two' })
  await client.converse({ conversationId, parentId: first, content: 'two, edited' })
  expect(await pathOf(client, conversationId)).toEqual(['one', 'answer 1', 'two, edited', 'answer 3'])

  const { generationId } = await client.trpc.chat.regenerate.mutate({
    messageId: second.messageId,
    model: 'mistral-large2',
    idempotencyKey: randomUUID(),
  })
  await client.read(generationId)
  expect(upstream.calls[3]?.body).toMatchObject({ model: 'mistral-large2' })
  expect(await pathOf(client, conversationId)).toEqual(['one', 'answer 1', 'two', 'answer 4'])

  await client.trpc.conversations.choose.mutate({ conversationId, messageId: second.messageId })
  const other = (await server.signIn('user-alpha')).client
  expect(await pathOf(other, conversationId)).toEqual(['one', 'answer 1', 'two', 'answer 2'])
  expect(await client.trpc.conversations.choose.mutate({ conversationId, messageId: second.questionId })).toMatchObject(
    { leafId: expect.not.stringMatching(second.messageId) },
  )
  await client.converse({ conversationId, parentId: null, content: 'one, edited' })
  expect(await pathOf(client, conversationId)).toEqual(['one, edited', 'answer 5'])
  const { messages } = await client.trpc.conversations.get.query({ conversationId })
  expect(messages).toHaveLength(9)
  expect(turnsOf(upstream.calls[4])).toHaveLength(2)
})

test('a question that follows an answer must be of its owner, its conversation and an answer', async () => {
  await using upstream = await counts()
  await using server = await startServerOn(upstream.url)
  const { client: ann } = await server.signIn('user-alpha')
  const { client: bob } = await server.signIn('operator', 'tenant-alpha')
  const own = await ann.converse('mine')
  const other = await ann.converse('mine too')
  const ofBob = await bob.converse('his')
  const { conversationId } = own
  for (const parentId of [other.messageId, ofBob.messageId, own.questionId, randomUUID()]) {
    const sending = ann.send({ conversationId, parentId, content: 'x' })
    await expect(sending).rejects.toMatchObject({ data: { coco: { code: 'not_found' } } })
  }
  await expect(ann.send({ parentId: own.messageId, content: 'x' })).rejects.toMatchObject({
    data: { coco: { code: 'not_found' } },
  })
  for (const messageId of [ofBob.messageId, own.questionId, randomUUID()]) {
    for (const call of [ann.trpc.chat.regenerate, ann.trpc.chat.continue]) {
      await expect(call.mutate({ messageId, idempotencyKey: randomUUID() })).rejects.toMatchObject({
        data: { coco: { code: 'not_found' } },
      })
    }
  }
  expect(upstream.calls).toHaveLength(3)
})

test('nothing follows an answer that is still being written; once it is stopped, it does', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('half'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId, generationId } = await client.send('go')
  for (const place of [{}, { parentId: messageId }]) {
    await expect(client.send({ conversationId, ...place, content: 'and?' })).rejects.toMatchObject({
      data: { coco: { code: 'invalid_input', message: expect.stringContaining('still being written') } },
    })
  }
  const reading = client.read(generationId, {
    onEvent: ({ event }) => {
      if (event.type === 'delta') void client.trpc.chat.stop.mutate({ generationId })
    },
  })
  expect((await reading).at(-1)?.event).toMatchObject({ type: 'done', finish_reason: 'stopped' })
  upstream.answerWith(says('yes'))
  await client.converse({ conversationId, content: 'and?' })
  expect(await pathOf(client, conversationId)).toEqual(['go', 'half', 'and?', 'yes'])
})

test('a question that was refused before the first word is taken back whole; the reader is told why', async () => {
  await using upstream = await startHostileUpstream(refuses(403, { message: 'no' }))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const refused = await client.converse('may I?')
  expect(refused.events).toMatchObject([{ type: 'error', code: 'upstream_rejected' }])
  const { conversationId } = refused
  await expect(client.trpc.conversations.get.query({ conversationId })).rejects.toMatchObject({
    data: { coco: { code: 'not_found' } },
  })
  expect((await client.trpc.conversations.list.query({})).conversations).toEqual([])

  upstream.answerWith(says('yes'))
  const kept = await client.converse('and now?')
  upstream.answerWith(refuses(403, { message: 'no' }))
  await client.converse({ conversationId: kept.conversationId, content: 'more' })
  const { messageId } = kept
  const other = await client.trpc.chat.regenerate.mutate({ messageId, idempotencyKey: randomUUID() })
  await client.read(other.generationId)
  const more = await client.trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() })
  await client.read(more.generationId)
  expect(await pathOf(client, kept.conversationId)).toEqual(['and now?', 'yes'])
  const view = await client.trpc.conversations.get.query({ conversationId: kept.conversationId })
  expect(view.messages).toHaveLength(2)
  expect(view.messages[1]?.generation?.id).toBe(kept.generationId)
})

test('what else was asked under a question that failed stays, and the question with it', async () => {
  const fail = Promise.withResolvers<void>()
  await using upstream = await startHostileUpstream(async (response, call) => {
    if (call.index === 0) await fail.promise
    await (call.index === 0 ? refuses(400, {}) : says('here'))(response, call)
  })
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId, generationId } = await client.send('go')
  const other = await client.trpc.chat.regenerate.mutate({ messageId, idempotencyKey: randomUUID() })
  await client.read(other.generationId)
  fail.resolve()
  expect((await client.read(generationId)).at(-1)?.event.type).toBe('error')
  expect(await pathOf(client, conversationId)).toEqual(['go', 'here'])
  expect((await client.trpc.conversations.get.query({ conversationId })).messages).toHaveLength(2)
})

test('an answer goes on where it was cut, without a seam', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('One, two, th'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId, generationId } = await client.send('count')
  await client.read(generationId, {
    onEvent: ({ event }) => {
      if (event.type === 'delta') void client.trpc.chat.stop.mutate({ generationId })
    },
  })
  const finish = Promise.withResolvers<void>()
  upstream.answerWith(async (response, call) => {
    await finish.promise
    await says('ree, four', '.')(response, call)
  })
  const more = await client.trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() })
  expect(more).toMatchObject({ conversationId, messageId })
  const during = await client.trpc.conversations.get.query({ conversationId })
  expect(during.messages[1]).toMatchObject({
    content: 'One, two, th',
    generation: { id: more.generationId, status: 'running' },
  })
  finish.resolve()
  const events = await client.read(more.generationId)
  const text = events.flatMap(({ event }) => (event.type === 'delta' ? [event.content] : [])).join('')
  expect(text).toBe('ree, four.')
  expect(await pathOf(client, conversationId)).toEqual(['count', 'One, two, three, four.'])
  expect(turnsOf(upstream.calls[1]).slice(1)).toEqual([
    { role: 'user', content: 'count' },
    { role: 'assistant', content: 'One, two, th' },
    { role: 'user', content: expect.stringContaining('exactly where it stops') },
  ])
})

test('a conversation that has become too long is refused with the limit, before it costs anything', async () => {
  await using upstream = await counts()
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const long = 'x'.repeat(400_000)
  const { conversationId } = await client.converse(long)
  await client.converse({ conversationId, content: long })
  await expect(client.send({ conversationId, content: long })).rejects.toMatchObject({
    data: { coco: { code: 'payload_too_large', message: expect.stringContaining('one megabyte') } },
  })
  expect(upstream.calls).toHaveLength(2)
  expect((await client.trpc.conversations.get.query({ conversationId })).messages).toHaveLength(4)
})

test('a conversation has an end, all its versions together: one that outgrows the memory of the server would take everybody with it', async () => {
  await using upstream = await counts()
  await using server = await startServerOn(upstream.url)
  await using owner = await ownerOf(server)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId } = await client.converse('First question?')
  await owner.query(
    `INSERT INTO coco.messages (tenant_id, owner_id, conversation_id, id, role, content)
     SELECT tenant_id, owner_id, conversation_id, gen_random_uuid(), 'user', repeat('x', 500000)
     FROM coco.messages, generate_series(1, 9) WHERE id = $1`,
    [messageId],
  )
  const again = { idempotencyKey: randomUUID(), messageId }
  for (const ask of [
    () => client.converse({ conversationId, content: 'more' }),
    () => client.converse({ conversationId, content: 'from the beginning', parentId: null }),
    () => client.trpc.chat.regenerate.mutate(again),
    () => client.trpc.chat.continue.mutate({ ...again, idempotencyKey: randomUUID() }),
  ]) {
    await expect(ask()).rejects.toMatchObject({
      data: { coco: { code: 'payload_too_large', message: expect.stringContaining('4 megabytes') } },
    })
  }
  expect(upstream.calls).toHaveLength(1)
})
