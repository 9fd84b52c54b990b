import { NO_PARAMETERS, NO_RULES } from '@coco/shared/answer-defaults'
import { callChatStream } from '@coco/testkit/chat-stream-call'
import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream, type UpstreamCall } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

interface Sent {
  messages: { role: string; content: string }[]
  temperature: number
  max_completion_tokens: number
  model: string
}
const sentIn = (call: UpstreamCall | undefined) => call?.body as Sent | undefined
const systemOf = (call: UpstreamCall | undefined) =>
  sentIn(call)?.messages.flatMap(({ role, content }) => (role === 'system' ? [content] : []))

const BRIEF = { temperature: 0.2, maxTokens: 500, instructions: 'Be brief.' }
const refusal = (code: string, message: RegExp) => ({
  message: expect.stringMatching(message),
  data: { coco: { code } },
})

test('what is set for a conversation is sent with every answer of it, and is there on another device', async () => {
  await using upstream = await startHostileUpstream(says('fine'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const first = await client.converse({ content: 'one', parameters: BRIEF })
  const { conversationId } = first
  await client.converse({ conversationId, content: 'two' })
  await client.converse('in another conversation')

  expect(upstream.calls.slice(0, 2).map(sentIn)).toMatchObject([
    { temperature: 0.2, max_completion_tokens: 500 },
    { temperature: 0.2, max_completion_tokens: 500 },
  ])
  // The tenant's own words first.
  expect(systemOf(upstream.calls[1])).toEqual([expect.stringMatching(/User Alpha[^]*\n\nBe brief\.$/)])
  expect(sentIn(upstream.calls[2])).toMatchObject({ temperature: 0.7, max_completion_tokens: 4096 })
  expect(systemOf(upstream.calls[2])?.join()).not.toContain('Be brief')

  const elsewhere = (await server.signIn('user-alpha')).client
  const view = await elsewhere.trpc.conversations.get.query({ conversationId })
  expect(view.parameters).toEqual({ ...BRIEF, documents: null })
  expect(view.messages[1]?.generation?.parameters).toEqual({ temperature: 0.2, maxTokens: 500, hasInstructions: true })
  const { text } = await elsewhere.trpc.conversations.export.query({ conversationId, format: 'json' })
  expect(JSON.parse(text)).toMatchObject({ parameters: BRIEF })
})

test('regenerating and going on use what is set by then; emptied fields are as usual again', async () => {
  await using upstream = await startHostileUpstream(says('fine'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, messageId } = await client.converse('one')
  const set = (parameters: typeof BRIEF | typeof NO_PARAMETERS) =>
    client.trpc.chat.setParameters.mutate({ conversationId, parameters })
  await set(BRIEF)
  const { generationId } = await client.trpc.chat.regenerate.mutate({ messageId, idempotencyKey: randomUUID() })
  await client.read(generationId)
  await set({ ...NO_PARAMETERS, instructions: '   ' as unknown as null })
  const goOn = await client.trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() })
  await client.read(goOn.generationId)
  expect(upstream.calls.map((call) => sentIn(call)?.temperature)).toEqual([0.7, 0.2, 0.7])
  expect(systemOf(upstream.calls[1])?.join()).toContain('Be brief.')
  expect(systemOf(upstream.calls[2])?.join()).not.toContain('Be brief.')
  const view = await client.trpc.conversations.get.query({ conversationId })
  expect(view.parameters).toEqual(NO_PARAMETERS)
})

test("a tenant's bounds refuse what is set beyond them by name, bring older wishes within, and are of that tenant alone", async () => {
  await using upstream = await startHostileUpstream(says('fine'))
  await using server = await startServerOn(upstream.url)
  const admin = (await server.signIn('operator', 'tenant-alpha')).client
  const { client } = await server.signIn('user-alpha')
  const { conversationId } = await client.converse({ content: 'one', parameters: { ...BRIEF, maxTokens: 9_000 } })

  const rules = {
    ...NO_RULES,
    minTemperature: 0.3,
    maxTemperature: 0.5,
    maxTokens: 1_000,
    allowsInstructions: false,
    systemPrompt: 'Answer in German.',
    defaultModel: 'mistral-large2',
  }
  await admin.trpc.settings.updateAnswerRules.mutate(rules)
  await client.converse({ conversationId, content: 'two' })
  expect(sentIn(upstream.calls[1])).toMatchObject({
    temperature: 0.3,
    max_completion_tokens: 1_000,
    model: 'mistral-large2',
  })
  expect(systemOf(upstream.calls[1])).toEqual([expect.stringMatching(/User Alpha[^]*\n\nAnswer in German\.$/)])
  // What was set is still what was set.
  expect((await client.trpc.conversations.get.query({ conversationId })).parameters.maxTokens).toBe(9_000)

  const set = (change: object) =>
    client.trpc.chat.setParameters.mutate({ conversationId, parameters: { ...NO_PARAMETERS, ...change } })
  await expect(set({ temperature: 0.6 })).rejects.toMatchObject(
    refusal('invalid_input', /^temperature must be from 0\.3 to 0\.5/),
  )
  await expect(set({ maxTokens: 1_001 })).rejects.toMatchObject(
    refusal('invalid_input', /^maxTokens must be 1000 or less/),
  )
  await expect(set({ instructions: 'x' })).rejects.toMatchObject(
    refusal('invalid_input', /^instructions must be empty/),
  )
  // What was set before the bounds, and stays, is no reason to refuse the rest.
  await set({ ...BRIEF, maxTokens: 9_000, temperature: 0.4 })
  await expect(client.converse({ content: 'x', parameters: BRIEF })).rejects.toMatchObject(
    refusal('invalid_input', /^temperature/),
  )
  await expect(client.converse({ content: 'x', maxTokens: 2_000 })).rejects.toMatchObject(
    refusal('invalid_input', /^maxTokens/),
  )
  const messages = [{ role: 'user' as const, content: 'x' }]
  await expect(client.trpc.chat.complete.mutate({ messages, temperature: 1 })).rejects.toMatchObject(
    refusal('invalid_input', /^temperature/),
  )
  const told = [{ role: 'system' as const, content: 'Be rude.' }, ...messages]
  await expect(client.trpc.chat.complete.mutate({ messages: told })).rejects.toMatchObject(
    refusal('invalid_input', /^messages must be without system and developer messages/),
  )
  expect(upstream.calls).toHaveLength(2)
  // A program's conversations are its own, and stay as its contract says.
  await server.withKey(server.alphaKey).trpc.chat.complete.mutate({ messages: told })
  await expect.poll(() => systemOf(upstream.calls[2])?.join()).toContain('Be rude.')
  expect(await client.trpc.settings.answerBounds.query()).toEqual({
    minTemperature: 0.3,
    maxTemperature: 0.5,
    maxTokens: 1_000,
    allowsInstructions: false,
    hasTenantPrompt: true,
  })
  expect(await client.trpc.models.list.query()).toContainEqual(
    expect.objectContaining({ id: 'mistral-large2', isDefault: true }),
  )
  await expect(client.trpc.settings.answerRules.query()).rejects.toMatchObject({
    data: { coco: { code: 'forbidden' } },
  })

  const beta = (await server.signIn('user-beta')).client
  await beta.converse({ content: 'x', parameters: { ...BRIEF, temperature: 1, maxTokens: 16_384 } })
  expect(sentIn(upstream.calls.at(-1))).toMatchObject({ temperature: 1, max_completion_tokens: 16_384 })
  expect(systemOf(upstream.calls.at(-1))?.join()).not.toContain('German')
})

test("the quickstart's endpoint keeps to the tenant's bounds in its own words, and to its own where there are none", async () => {
  await using upstream = await startHostileUpstream(says('fine'))
  await using server = await startServerOn(upstream.url)
  const admin = (await server.signIn('operator', 'tenant-alpha')).client
  const call = (body: object) =>
    callChatStream(server.serverUrl, { key: server.alphaKey, body: { message: 'hi', ...body } })
  await call({ max_tokens: 16_384, temperature: 1 })
  await admin.trpc.settings.updateAnswerRules.mutate({
    ...NO_RULES,
    maxTokens: 100,
    maxTemperature: 0.4,
    systemPrompt: 'Answer in German.',
  })
  await call({})
  const refused = await call({ max_tokens: 101 })
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused)).toContain('less than or equal to 100')
  expect(upstream.calls.map(sentIn)).toMatchObject([
    { max_completion_tokens: 16_384, temperature: 1 },
    { max_completion_tokens: 100, temperature: 0.4 },
  ])
  expect(systemOf(upstream.calls[1])?.join()).toContain('Answer in German.')
})

test('a change of the rules is recorded without what was written; rules that contradict themselves are refused by name', async () => {
  await using upstream = await startHostileUpstream(says('fine'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('operator', 'tenant-alpha')
  await client.trpc.settings.updateAnswerRules.mutate({ ...NO_RULES, maxTokens: 50, systemPrompt: 'CANARY' })
  expect(await client.trpc.settings.answerRules.query()).toMatchObject({
    maxTokens: 50,
    systemPrompt: 'CANARY',
    declaredPrompt: expect.stringContaining('User Alpha'),
    declaredModel: 'claude-4-sonnet',
  })
  const { entries } = await client.trpc.audit.list.query({})
  expect(entries[0]).toMatchObject({
    action: 'answer_rules_changed',
    details: { max_tokens: 50, has_system_prompt: true },
  })
  await using behind = await ownerOf(server)
  expect(JSON.stringify((await behind.query('SELECT * FROM coco.audit')).rows)).not.toContain('CANARY')

  const update = (change: object) => client.trpc.settings.updateAnswerRules.mutate({ ...NO_RULES, ...change })
  await expect(update({ minTemperature: 0.9, maxTemperature: 0.1 })).rejects.toMatchObject(
    refusal('invalid_input', /minTemperature/),
  )
  await expect(update({ maxTokens: 0 })).rejects.toMatchObject(refusal('invalid_input', /maxTokens/))
  await expect(update({ systemPrompt: 'x'.repeat(20_001) })).rejects.toMatchObject(
    refusal('invalid_input', /systemPrompt/),
  )
  // The other settings are another matter, and stay.
  await client.trpc.settings.update.mutate({ conversationDays: 30 })
  expect(await client.trpc.settings.answerRules.query()).toMatchObject({ maxTokens: 50 })
})
