import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, DONE_LINE, openStream, refuses, says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

test('a person asks and is answered; the answer says what it used', async () => {
  await using stack = await startStack()
  const ann = await stack.signIn('user-alpha')
  const events = await ann.client.ask('hello')
  expect(events[0]).toMatchObject({ type: 'meta', model: 'claude-4-sonnet', tenant_id: 'tenant-alpha' })
  expect(events.at(-1)).toMatchObject({ type: 'done', usage: { total_tokens: expect.any(Number) } })
})

test('a refused model comes with the GRANT that would allow it, to anybody in local mode', async () => {
  await using stack = await startStack()
  const bob = await stack.signIn('user-beta')
  const ask = { messages: [{ role: 'user' as const, content: 'hi' }], model: 'claude-4-sonnet' }
  const [refusal] = await bob.client.ask(ask)
  expect(refusal).toMatchObject({
    type: 'error',
    code: 'model_not_allowed',
    status_code: 403,
    message: 'User Beta may not use claude-4-sonnet.',
  })
  if (refusal?.type !== 'error' || refusal.fix === undefined) throw new Error('no fix')
  stack.sql(refusal.fix)
  expect((await bob.client.ask(ask)).at(-1)?.type).toBe('done')
})

test('the models are the declared ones, marked by what Snowflake grants; a GRANT shows', async () => {
  await using stack = await startStack()
  const bob = await stack.signIn('user-beta')
  expect(await bob.client.trpc.models.list.query()).toEqual([
    { id: 'openai-gpt-4.1', access: 'granted', isDefault: true },
    { id: 'llama3.1-70b', access: 'granted', isDefault: false },
    { id: 'deepseek-r1', access: 'granted', isDefault: false },
    { id: 'claude-4-sonnet', access: 'not_granted', isDefault: false },
  ])
})

test('when the list cannot be read, nothing is claimed', async () => {
  await using upstream = await startHostileUpstream(refuses(500, 'oops'))
  await using server = await startServerOn(upstream.url)
  const models = await server.withKey(server.alphaKey).trpc.models.list.query()
  expect(models.map(({ access }) => access)).toEqual(['unknown', 'unknown', 'unknown'])
})

test('whoever is reached by no stream can ask for the same events, and hears when that was all', async () => {
  await using stack = await startStack()
  const ann = await stack.signIn('user-alpha')
  const generationId = await ann.client.start('write a long answer')
  const whole = await ann.client.read(generationId)
  for (const after of [0, 1, whole.length]) {
    const read = await ann.client.trpc.chat.readOn.query({ generationId, lastEventId: String(after) })
    expect(read).toEqual({ events: whole.slice(after), hasMore: false, isOver: true })
  }
})

test('every cut is resumed exactly, at every event', async () => {
  await using stack = await startStack()
  const ann = await stack.signIn('user-alpha')
  const id = await ann.client.start('write a long answer')
  const whole = await ann.client.read(id)
  for (let after = 0; after <= whole.length; after++) {
    expect(await ann.client.read(id, { after })).toEqual(whole.slice(after))
  }
})

test('a reader that leaves in mid-answer and comes back gets the rest', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('one'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  let finish = () => {}
  upstream.answerWith((response) => {
    openStream(response).write(chunk({ content: 'first ' }))
    finish = () => response.end(chunk({ content: 'second' }) + chunk({ finishReason: 'stop' }) + DONE_LINE)
  })
  const id = await client.start('hi')
  const before = await client.read(id, { onEvent: ({ event }) => event.type !== 'delta' })
  finish()
  const after = await client.read(id, { after: before.at(-1)?.seq ?? 0 })
  const text = [...before, ...after].map(({ event }) => ('content' in event ? event.content : '')).join('')
  expect(text).toBe('first second')
  expect(after.at(-1)?.event.type).toBe('done')
})

test('stop ends the answer for every reader, keeps the text, and reaches upstream', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('partial'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const id = await client.start('hi')
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const onEvent = ({ event }: { event: { type: string } }) => void (event.type === 'delta' && resolve())
  const readers = [client.read(id, { onEvent }), client.read(id)]
  await seen
  expect(await client.trpc.chat.stop.mutate({ generationId: id })).toEqual({ stopped: true })
  for (const events of await Promise.all(readers)) {
    expect(events.map(({ event }) => event.type)).toEqual(['meta', 'delta', 'done'])
    expect(events.at(-1)?.event).toMatchObject({ finish_reason: 'stopped' })
  }
  await upstream.calls[0]?.closed
})

test("another tenant's answer and one that never was are told apart by nothing", async () => {
  await using stack = await startStack()
  const id = await (await stack.signIn('user-alpha')).client.start('hi')
  const bob = (await stack.signIn('user-beta')).client
  const refusalOf = async (generationId: typeof id) => {
    const settled = await Promise.allSettled([bob.trpc.chat.stop.mutate({ generationId }), bob.read(generationId)])
    return settled.map((one) => {
      if (one.status === 'fulfilled') return one.value
      const { message, data } = one.reason
      return { message, ...data, coco: { ...data.coco, requestId: '' } }
    })
  }
  expect(await refusalOf(id)).toEqual(await refusalOf(randomUUID() as typeof id))
})

test('the limit of the tenant holds over both transports, with the time to wait', async () => {
  await using upstream = await startHostileUpstream(refuses(400, { message: 'no' }))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-beta')
  for (let n = 0; n < 30; n++) await client.start('hi')
  await expect(client.start('hi')).rejects.toMatchObject({
    data: {
      code: 'TOO_MANY_REQUESTS',
      httpStatus: 429,
      coco: {
        code: 'rate_limited',
        retryAfterMs: expect.any(Number),
        limit: { calls: expect.any(Number), windowMs: 60_000 },
      },
    },
  })
  const response = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': server.betaKey, 'content-type': 'application/json' },
    body: '{"message":"hi"}',
  })
  expect(response.status).toBe(429)
})

test('streams of a tenant are capped with 503 and Retry-After, and the others go on', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('x'))
  await using server = await startServerOn(upstream.url, { settings: { COCO_MAX_STREAMS_PER_TENANT: '1' } })
  const alpha = server.withKey(server.alphaKey)
  await alpha.start('hi')
  await expect(alpha.start('hi')).rejects.toMatchObject({
    data: { httpStatus: 503, coco: { code: 'too_many_streams' } },
  })
  const refused = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': server.alphaKey, 'content-type': 'application/json' },
    body: '{"message":"hi"}',
  })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  await server.withKey(server.betaKey).start('hi')
})

test('no prompt, answer, key or token is in the log, at any level', async () => {
  await using stack = await startStack()
  const { client, cookie } = await stack.signIn('user-alpha')
  await client.ask('canary-prompt-1')
  await client.trpc.chat.complete.mutate({ messages: [{ role: 'user', content: 5 as never }] }).catch(() => {})
  const log = stack.logLines.join('\n')
  expect(log).toContain('answer ended')
  expect(log).not.toMatch(/canary-prompt|eyJ|PRIVATE KEY/)
  expect(log).not.toContain(cookie.split('=')[1])
})

test('a question nested without end is refused by name, before it costs anything', async () => {
  await using stack = await startStack()
  let nested: unknown = 'x'
  for (let depth = 0; depth < 100; depth++) nested = [nested]
  const question = { messages: [{ role: 'user' as const, content: [{ type: 'text', text: 'hi', nested }] }] }
  await expect(stack.withKey(stack.alphaKey).start(question)).rejects.toMatchObject({
    data: { httpStatus: 400, coco: { code: 'invalid_input', fields: [{ path: 'messages' }] } },
  })
  expect(stack.emulator.calls.list()).toEqual([])
})

test('a model that writes about <think> is not taken for one that thinks', async () => {
  await using upstream = await startHostileUpstream(says('Models write ', '<think> before', ' they answer.'))
  await using server = await startServerOn(upstream.url)
  const client = server.withKey(server.alphaKey)
  const ask = async (model: string) => {
    const events = await client.ask({ messages: [{ role: 'user', content: 'hi' }], model })
    return events.flatMap((event) => (event.type === 'delta' ? [event.content] : [])).join('')
  }
  expect(await ask('claude-4-sonnet')).toBe('Models write <think> before they answer.')
  expect(await ask('deepseek-r1')).toBe('Models write ')
  expect(await ask('SNOWFLAKE.MODELS."DEEPSEEK-R1"')).toBe('Models write ')
})
