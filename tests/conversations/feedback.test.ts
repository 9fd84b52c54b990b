import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

test('what somebody thinks of an answer is kept, shown and exported to them, can be changed and taken back', async () => {
  await using upstream = await startHostileUpstream(says('an answer'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId } = await client.converse('a question')
  const { conversations } = client.trpc
  const read = async () => (await conversations.get.query({ conversationId })).messages
  const answer = (await read())[1]?.id
  if (answer === undefined) throw new Error('There is no answer.')
  expect((await read()).map(({ feedback }) => feedback)).toEqual([null, null])
  const { updatedAt } = await conversations.get.query({ conversationId })

  await conversations.rate.mutate({ messageId: answer, feedback: { rating: 'bad', note: ' too long ' } })
  expect((await read()).map(({ feedback }) => feedback)).toEqual([null, { rating: 'bad', note: 'too long' }])
  const { text } = await conversations.export.query({ conversationId, format: 'json' })
  expect(JSON.parse(text)).toMatchObject({ messages: [{}, { feedback: { rating: 'bad', note: 'too long' } }] })
  expect(await conversations.rate.mutate({ messageId: answer, feedback: { rating: 'good' } })).toEqual({
    conversationId,
  })
  expect((await read())[1]?.feedback).toEqual({ rating: 'good', note: '' })
  await conversations.rate.mutate({ messageId: answer, feedback: null })
  await conversations.rate.mutate({ messageId: answer, feedback: null })
  expect((await read())[1]?.feedback).toBeNull()
  // Nothing in the list moves because of it, the operator sees a number, and Snowflake hears nothing.
  expect((await conversations.get.query({ conversationId })).updatedAt).toBe(updatedAt)
  const figures = await (await fetch(`${server.serverUrl}/metrics`)).text()
  expect(figures).toContain('coco_ratings_total{rating="bad"} 1\n')
  expect(figures).toContain('coco_ratings_total{rating="good"} 1\n')
  expect(upstream.calls).toHaveLength(1)
})

test('only one’s own answers are rated: no question, nothing of a removed conversation, nothing that is not there', async () => {
  await using upstream = await startHostileUpstream(says('an answer'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId } = await client.converse('a question')
  const { conversations } = client.trpc
  const { messages } = await conversations.get.query({ conversationId })
  const [question, answer] = messages.map(({ id }) => id)
  const feedback = { rating: 'good', note: '' } as const
  const rate = (messageId: string | undefined) =>
    conversations.rate.mutate({ messageId: messageId as NonNullable<typeof answer>, feedback })
  const refused = { data: { code: 'NOT_FOUND' } }
  await expect(rate(question)).rejects.toMatchObject(refused)
  await expect(rate(randomUUID())).rejects.toMatchObject(refused)
  await expect(
    conversations.rate.mutate({ messageId: answer as never, feedback: { rating: 'bad', note: 'x'.repeat(2_001) } }),
  ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  await conversations.remove.mutate({ conversationId })
  await expect(rate(answer)).rejects.toMatchObject(refused)
})
