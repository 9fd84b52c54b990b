import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dataLines, startTestCortex, textOf } from './testing/start-test-cortex.ts'

const BETA = { userName: 'COCO_USER_BETA', defaultRole: 'COCO_TENANT_BETA' }

describe('a refusal', () => {
  test('has the same id in its envelope and in its header', async () => {
    await using cortex = await startTestCortex()
    const response = await cortex.ask('claude-4-sonnet', 'hi', { max_tokens: 5 })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      code: '400',
      message: 'max_tokens is deprecated in favor of max_completion_tokens',
      request_id: response.headers.get('x-snowflake-request-id'),
      error_code: '400',
    })
  })

  test('does not tell a model that is not there from one that is not granted', async () => {
    await using cortex = await startTestCortex()
    const [unknown, ungranted] = await Promise.all([
      cortex.ask('no-such-model', 'hi'),
      cortex.ask('mistral-large2', 'hi'),
    ])
    const withoutId = async (response: Response) =>
      (await response.text()).replaceAll(response.headers.get('x-snowflake-request-id') ?? '', '<id>')
    expect([unknown.status, ungranted.status]).toEqual([403, 403])
    const body = await withoutId(unknown)
    expect(body).toContain('"code":"003001"')
    expect(await withoutId(ungranted)).toBe(body)
  })

  test('is 400 for such a model where the documented errors were chosen', async () => {
    await using cortex = await startTestCortex({ modelErrors: '400' })
    const response = await cortex.ask('mistral-large2', 'hi')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: '300014', message: 'unknown model "mistral-large2"' })
  })

  test('is "Not Authorized" for a caller without a Cortex database role, whatever the model', async () => {
    const access = {
      hasCortexRole: () => false,
      mayUseModel: () => true,
      mayEmbedWith: () => true,
      usableModels: () => [],
    }
    await using cortex = await startTestCortex({ access })
    for (const response of [
      await cortex.ask('claude-4-sonnet', 'hi'),
      await fetch(`${cortex.url}/api/v2/cortex/models`),
    ]) {
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ message: 'Not Authorized' })
    }
  })

  test('is the same for everything on a trial account', async () => {
    await using cortex = await startTestCortex({ trial: true })
    for (const model of ['claude-4-sonnet', 'no-such-model', '']) {
      const response = await cortex.ask(model, 'hi')
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({
        code: '003001',
        message: 'This account is not allowed to access this endpoint. Please contact Snowflake support.',
      })
    }
  })

  test('is 401 with a request id for whoever is not signed in, before the body is looked at', async () => {
    const body = { code: '390144', message: 'JWT token is invalid. [x]' }
    await using cortex = await startTestCortex({ authenticate: () => ({ ok: false, status: 401, body }), trial: true })
    const response = await fetch(cortex.chatUrl, { method: 'POST', body: 'not json' })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ ...body, request_id: response.headers.get('x-snowflake-request-id') })
  })

  test.each(['', 'not json', '[]', '"text"', 'null', '{"model":', '\u00ff'])(
    'is 390142 for the payload %j',
    async (body) => {
      await using cortex = await startTestCortex({ trial: true })
      const response = await fetch(cortex.chatUrl, { method: 'POST', body })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        code: '390142',
        message: 'Incoming request does not contain a valid payload.',
      })
    },
  )

  test('is 405 for another method, before sign-in', async () => {
    await using cortex = await startTestCortex({ authenticate: () => ({ ok: false, status: 401, body: {} }) })
    const response = await fetch(cortex.chatUrl)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await fetch(`${cortex.url}/api/v2/cortex/models`, { method: 'DELETE' })).status).toBe(405)
  })

  test('is 413 for a body beyond the limit', async () => {
    await using cortex = await startTestCortex()
    const response = await fetch(cortex.chatUrl, { method: 'POST', body: Buffer.alloc(31 * 1024 * 1024, ' ') })
    expect(response.status).toBe(413)
  })

  test('comes in the order in which Snowflake checks: role, model, fields', async () => {
    const access = {
      hasCortexRole: (caller: { userName: string }) => caller.userName !== 'NOBODY',
      mayUseModel: () => false,
      mayEmbedWith: () => false,
      usableModels: () => [],
    }
    await using nobody = await startTestCortex({
      access,
      authenticate: () => ({ ok: true, caller: { userName: 'NOBODY', defaultRole: null } }),
    })
    expect(await (await nobody.ask('x', 'hi', { max_tokens: 1 })).json()).toMatchObject({ message: 'Not Authorized' })
    await using beta = await startTestCortex({ access, authenticate: () => ({ ok: true, caller: BETA }) })
    expect(await (await beta.ask('x', 'hi', { max_tokens: 1 })).json()).toMatchObject({ code: '003001' })
  })

  test('is 400 for a prompt that no model of the family can read', async () => {
    await using cortex = await startTestCortex()
    const response = await cortex.ask('llama3.1-70b', 'word '.repeat(130_000))
    expect(await response.json()).toMatchObject({ code: '400', message: 'max tokens of 128000 exceeded' })
  })
})

describe('an answer', () => {
  test('streams in the dialect of its family and ends with [DONE]', async () => {
    await using cortex = await startTestCortex()
    const response = await cortex.ask('claude-4-sonnet', 'say exactly: Grüße, 世界 🌍', { stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('x-snowflake-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const body = await response.text()
    expect(textOf(body)).toBe('Grüße, 世界 🌍')
    expect(body.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(dataLines(body)[0]).toMatchObject({
      id: '',
      choices: [{ finish_reason: '', delta: { role: '', tool_calls: null } }],
    })
  })

  test('reports usage in a stream only when it was asked for, always otherwise', async () => {
    await using cortex = await startTestCortex()
    const silent = await (await cortex.ask('openai-gpt-4.1', 'hi', { stream: true })).text()
    expect(silent).not.toContain('usage')
    const asked = await cortex.ask('openai-gpt-4.1', 'hi', { stream: true, stream_options: { include_usage: true } })
    const chunks = dataLines(await asked.text())
    expect(chunks.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
    const whole = await (await cortex.ask('openai-gpt-4.1', 'hi')).json()
    expect(whole).toMatchObject({ usage: (chunks.at(-2) as { usage: unknown }).usage })
  })

  test('is the same text streamed or whole', async () => {
    await using cortex = await startTestCortex()
    const prompt = 'Tell me about data governance'
    const streamed = textOf(await (await cortex.ask('llama3.1-70b', prompt, { stream: true })).text())
    expect(await (await cortex.ask('llama3.1-70b', prompt)).json()).toMatchObject({
      choices: [{ message: { content: streamed } }],
    })
  })

  test.each([
    ['openai-gpt-4.1', 'length'],
    ['claude-4-sonnet', ''],
    ['llama3.1-70b', 'stop'],
  ])('of %s that was cut by max_completion_tokens ends with %j', async (model, finishReason) => {
    await using cortex = await startTestCortex()
    const response = await cortex.ask(model, 'count to 100', { max_completion_tokens: 5 })
    expect(await response.json()).toMatchObject({
      choices: [{ finish_reason: finishReason }],
      usage: { completion_tokens: 5 },
    })
  })

  test('counts a prefix that Claude was told to cache beside the prompt', async () => {
    await using cortex = await startTestCortex()
    const content = [{ type: 'text', text: 'word '.repeat(2000), cache_control: { type: 'ephemeral' } }]
    const messages = [
      { role: 'system', content },
      { role: 'user', content: 'hi' },
    ]
    const { usage } = (await (await cortex.ask('claude-4-sonnet', '', { messages })).json()) as {
      usage: {
        prompt_tokens: number
        completion_tokens: number
        total_tokens: number
        prompt_tokens_details: { cached_tokens: number }
      }
    }
    const cached = usage.prompt_tokens_details.cached_tokens
    expect(cached).toBeGreaterThan(2000)
    expect(usage.total_tokens).toBe(usage.prompt_tokens + cached + usage.completion_tokens)
  })

  test('shows the reasoning of Claude when asked, and of deepseek-r1 always', async () => {
    await using cortex = await startTestCortex()
    const claude = await (await cortex.ask('claude-4-sonnet', 'hi', { reasoning: { effort: 'low' } })).json()
    expect(claude).toMatchObject({ choices: [{ message: { reasoning: expect.stringContaining('rule that fits') } }] })
    const quiet = await (await cortex.ask('claude-4-sonnet', 'hi')).text()
    expect(quiet).not.toContain('"reasoning":"')
    const deepseek = textOf(await (await cortex.ask('deepseek-r1', 'say exactly: done', { stream: true })).text())
    expect(deepseek).toMatch(/^<think>\n[^<]+\n<\/think>\n\ndone$/)
  })

  test('of a thinking OpenAI model counts what it thought in silence', async () => {
    await using cortex = await startTestCortex()
    const whole = await (await cortex.ask('openai-gpt-5', 'say exactly: done')).json()
    expect(whole).toMatchObject({
      choices: [{ message: { content: 'done' } }],
      usage: { completion_tokens_details: { reasoning_tokens: expect.any(Number) } },
    })
    const none = await (await cortex.ask('openai-gpt-5', 'hi', { reasoning_effort: 'none' })).json()
    expect(none).toMatchObject({ usage: { completion_tokens_details: { reasoning_tokens: 0 } } })
  })

  test('calls a tool that the prompt names, and reads its result', async () => {
    await using cortex = await startTestCortex()
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }]
    const body = await (await cortex.ask('openai-gpt-4.1', 'use get_weather for Oslo', { tools, stream: true })).text()
    const chunks = dataLines(body) as {
      choices?: {
        delta: { tool_calls: { id: string; function: { name: string; arguments: string } }[] | null }
        finish_reason?: string
      }[]
    }[]
    const fragments = chunks.flatMap((chunk) => chunk.choices?.[0]?.delta.tool_calls ?? [])
    expect(new Set(fragments.map((fragment) => fragment.function.name))).toEqual(new Set(['get_weather']))
    expect(fragments.every((fragment) => fragment.id === fragments[0]?.id && fragment.id !== '')).toBe(true)
    expect(JSON.parse(fragments.map((fragment) => fragment.function.arguments).join(''))).toEqual({ city: 'Oslo' })
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] })

    const call = { id: 'c', type: 'function', function: { name: 'get_weather', arguments: '{}' } }
    const messages = [
      { role: 'user', content: 'use get_weather' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'rain' },
    ]
    const answer = await (await cortex.ask('openai-gpt-4.1', '', { tools, messages })).text()
    expect(answer).toContain('> rain')
  })

  test('fits a JSON schema when one was given', async () => {
    await using cortex = await startTestCortex()
    const schema = {
      type: 'object',
      properties: { title: { type: 'string' }, stars: { type: 'integer', minimum: 3 } },
      required: ['title', 'stars'],
    }
    const response_format = { type: 'json_schema', json_schema: { name: 'review', schema } }
    const whole = (await (await cortex.ask('claude-4-sonnet', 'review this', { response_format })).json()) as {
      choices: [{ message: { content: string } }]
    }
    expect(JSON.parse(whole.choices[0].message.content)).toEqual({ title: 'review this', stars: 3 })
  })
})

describe('the list of models', () => {
  test('names what the caller may use', async () => {
    const access = {
      hasCortexRole: () => true,
      mayUseModel: () => true,
      mayEmbedWith: () => false,
      usableModels: () => ['a', 'b', 'c'],
    }
    await using cortex = await startTestCortex({ access })
    expect(await (await fetch(`${cortex.url}/api/v2/cortex/models`)).json()).toEqual({ models: ['a', 'b', 'c'] })
  })

  test('takes a filter in the body of the GET', async () => {
    const { request } = await import('undici')
    await using cortex = await startTestCortex()
    const body = JSON.stringify({ models: ['OPENAI-GPT-4.1', 'no-such-model'] })
    const response = await request(`${cortex.url}/api/v2/cortex/models`, { method: 'GET', body })
    expect(await response.body.json()).toEqual({ models: ['openai-gpt-4.1'] })
  })
})

test('a model with a limit is refused beyond it, without a hint when to come back', async () => {
  let nowMs = 0
  await using cortex = await startTestCortex({
    rateLimits: { 'claude-4-sonnet': { rpm: 2 } },
    monotonicNow: () => nowMs,
  })
  const statuses = async (count: number) => {
    const responses = await Promise.all(Array.from({ length: count }, () => cortex.ask('claude-4-sonnet', 'hi')))
    return responses.map(({ status }) => status).sort((a, b) => a - b)
  }
  expect(await statuses(3)).toEqual([200, 200, 429])
  const refused = await cortex.ask('claude-4-sonnet', 'hi')
  expect(await refused.json()).toMatchObject({ code: '390505', message: 'Too many requests.' })
  expect([...refused.headers.keys()].filter((name) => /retry|ratelimit/.test(name))).toEqual([])
  expect((await cortex.ask('openai-gpt-4.1', 'hi')).status).toBe(200)
  nowMs = 60_000
  expect(await statuses(2)).toEqual([200, 200])
})

test('a limit is counted in time that passes: setting the clock neither frees a model nor locks it', async () => {
  let wallMs = 1_787_679_484_000
  await using cortex = await startTestCortex({
    rateLimits: { 'claude-4-sonnet': { rpm: 1 } },
    now: () => wallMs,
    monotonicNow: () => 0,
  })
  expect((await cortex.ask('claude-4-sonnet', 'hi')).status).toBe(200)
  wallMs += 3_600_000
  expect((await cortex.ask('claude-4-sonnet', 'hi')).status).toBe(429)
})

test('no body makes it fail: random JSON gets an answer or a refusal', async () => {
  await using cortex = await startTestCortex()
  const model = fc.constantFrom('claude-4-sonnet', 'openai-gpt-4.1', 'llama3.1-70b', 'x')
  const part = fc.oneof(
    fc.record({ type: fc.constantFrom('text', 'image_url', 'file'), text: fc.jsonValue() }),
    fc.jsonValue(),
  )
  const message = fc.oneof(
    fc.jsonValue(),
    fc.record({ role: fc.constantFrom('user', 'system', 'tool', 'x'), content: fc.oneof(fc.string(), fc.array(part)) }),
  )
  const body = fc.dictionary(
    fc.constantFrom('messages', 'stream', 'tools', 'stop', 'n', '__proto__', 'reasoning', 'temperature'),
    fc.jsonValue(),
  )
  await fc.assert(
    fc.asyncProperty(model, fc.array(message, { maxLength: 4 }), body, async (name, messages, rest) => {
      const response = await cortex.ask(name, '', { messages, ...rest })
      await response.text()
      expect(response.status).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
})
