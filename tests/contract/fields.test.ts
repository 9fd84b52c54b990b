import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import { type QuickstartGateway, startGateway } from './quickstart-gateway.ts'
import { folderWithLimit } from './folder-with-limit.ts'

let gateway: QuickstartGateway
beforeAll(async () => {
  gateway = await startGateway(undefined, { folder: await folderWithLimit(100_000) })
})
afterAll(() => gateway[Symbol.asyncDispose]())

const ALPHA_PROMPT = { role: 'system', content: 'You are a helpful AI assistant for User Alpha.' }
const BETA_PROMPT = { role: 'system', content: 'You are a helpful AI assistant for User Beta.' }

/** What upstream is sent for a body that is taken. */
async function sentFor(body: unknown): Promise<Record<string, unknown>> {
  const answer = await gateway.asAlpha(body)
  expect([answer.status, answer.events.at(-1)?.event]).toEqual([200, 'done'])
  return gateway.lastSent()
}

/** What is said about a body that is refused, which never reaches upstream. */
async function refusalOf(body: unknown, headers: Record<string, string> = {}) {
  const callsBefore = gateway.upstream.calls.length
  const { status, json } = await gateway.asAlpha(body, headers)
  expect(gateway.upstream.calls.length).toBe(callsBefore)
  return { status, detail: (json as { detail: unknown }).detail }
}

describe('the model', () => {
  test.each([
    ['left out', {}],
    ['empty', { model: '' }],
    ['null', { model: null }],
  ])('C08 · %s means the default of the tenant', async (_how, fields) => {
    const alpha = await gateway.asAlpha({ message: 'hi', ...fields })
    expect([alpha.events[0]?.data.model, gateway.lastSent().model]).toEqual(['claude-4-sonnet', 'claude-4-sonnet'])
    const beta = await gateway.asBeta({ message: 'hi', ...fields })
    expect([beta.events[0]?.data.model, gateway.lastSent().model]).toEqual(['openai-gpt-4.1', 'openai-gpt-4.1'])
  })

  test('C09 · an empty one and null are the default, any other text goes on as it is', async () => {
    expect((await sentFor({ message: 'hi', model: '' })).model).toBe('claude-4-sonnet')
    expect((await sentFor({ message: 'hi', model: null })).model).toBe('claude-4-sonnet')
    expect((await sentFor({ message: 'hi', model: ' no such model ' })).model).toBe(' no such model ')
  })
})

describe('what upstream gets', () => {
  test('C10 · is five keys under the four headers of the quickstart, and nothing of the caller beside them', async () => {
    await gateway.asAlpha(
      { message: 'hi', model: 'claude-4-sonnet', metadata: { a: 1 }, top_p: 1, role: 'ACCOUNTADMIN' },
      { 'x-request-id': 'mine', 'x-snowflake-role': 'ACCOUNTADMIN' },
    )
    const { method, path, headers } = gateway.upstream.calls.at(-1) ?? {}
    expect([method, path]).toEqual(['POST', '/api/v2/cortex/v1/chat/completions'])
    expect(headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/),
      'x-snowflake-authorization-token-type': 'KEYPAIR_JWT',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    })
    expect(Object.keys(headers ?? {}).filter((name) => /role|request-id|api-key|cookie/.test(name))).toEqual([])
    expect(Object.keys(gateway.lastSent()).sort()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'stream',
      'temperature',
    ])
  })

  test('C11 · has the defaults where nothing is said', async () => {
    expect(await sentFor({ message: 'hi' })).toMatchObject({
      max_completion_tokens: 4096,
      temperature: 0.7,
      stream: true,
    })
  })

  test.each([
    [1, 0],
    [16_384, 1],
  ])('C12 · has the bounds themselves: %i tokens, temperature %i', async (maxTokens, temperature) => {
    const sent = await sentFor({ message: 'hi', max_tokens: maxTokens, temperature })
    expect(sent).toMatchObject({ max_completion_tokens: maxTokens, temperature })
  })

  test('C16 · has numbers where the caller wrote them as text', async () => {
    const sent = await sentFor('{"message": "hi", "max_tokens": " 12 ", "temperature": "0.5"}')
    expect(sent).toMatchObject({ max_completion_tokens: 12, temperature: 0.5 })
    expect(await sentFor('{"message": "hi", "max_tokens": 12.0, "temperature": true}')).toMatchObject({
      max_completion_tokens: 12,
      temperature: 1,
    })
  })

  test("C18 · begins with the tenant's system prompt, then a lone message as one user turn", async () => {
    expect((await sentFor({ message: 'hi' })).messages).toEqual([ALPHA_PROMPT, { role: 'user', content: 'hi' }])
    await gateway.asBeta({ message: ' ' })
    expect(gateway.lastSent().messages).toEqual([BETA_PROMPT, { role: 'user', content: ' ' }])
  })

  test('C19 · has the turns in their order, unchanged', async () => {
    const messages = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two', name: 'x', extra: { a: [null] } },
      { role: 'user', content: '' },
    ]
    expect((await sentFor({ messages })).messages).toEqual([ALPHA_PROMPT, ...messages])
  })

  test('C20 · has messages and not message where both are given', async () => {
    const messages = [{ role: 'user', content: 'this' }]
    expect((await sentFor({ message: 'not this', messages })).messages).toEqual([ALPHA_PROMPT, ...messages])
    expect((await sentFor({ message: 'this', messages: [] })).messages).toEqual([ALPHA_PROMPT, ...messages])
  })

  test('C21 · has content in parts as it was', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'low' } }
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'what is this' }, image] }]
    expect((await sentFor({ messages })).messages).toEqual([ALPHA_PROMPT, ...messages])
  })

  test('C22 · has nothing of fields that nobody knows, nor of metadata', async () => {
    const sent = await sentFor({ message: 'hi', metadata: { a: { b: 1 } }, stream: false, tenant_id: 'tenant-beta' })
    expect(JSON.stringify(sent)).not.toMatch(/metadata|tenant/)
    expect(sent.stream).toBe(true)
    await sentFor({ message: 'hi', metadata: null })
  })

  test("C24 · has a caller's own system turn after the tenant's", async () => {
    const messages = [
      { role: 'system', content: 'Speak French.' },
      { role: 'user', content: 'hi' },
    ]
    expect((await sentFor({ messages })).messages).toEqual([ALPHA_PROMPT, ...messages])
  })
})

describe('what is refused', () => {
  test.each([
    [0, 'greater_than_equal'],
    [16_385, 'less_than_equal'],
    [1.5, 'int_from_float'],
    [null, 'int_type'],
    ['abc', 'int_parsing'],
  ])('C13 · max_tokens %j, with the field named', async (value, type) => {
    expect(await refusalOf({ message: 'hi', max_tokens: value })).toMatchObject({
      status: 422,
      detail: [{ type, loc: ['body', 'max_tokens'], msg: expect.any(String), input: value }],
    })
  })

  test.each([
    [-0.1, 'greater_than_equal'],
    [1.1, 'less_than_equal'],
    [null, 'float_type'],
    ['x', 'float_parsing'],
  ])('C14 · temperature %j, with the field named', async (value, type) => {
    expect(await refusalOf({ message: 'hi', temperature: value })).toMatchObject({
      status: 422,
      detail: [{ type, loc: ['body', 'temperature'], msg: expect.any(String), input: value }],
    })
  })

  test('C15 · two wrong fields, both named, in the order of the fields', async () => {
    const { status, detail } = await refusalOf({ temperature: 2, message: 'hi', max_tokens: 0 })
    expect(status).toBe(422)
    expect(detail).toMatchObject([{ loc: ['body', 'max_tokens'] }, { loc: ['body', 'temperature'] }])
    expect(detail).toHaveLength(2)
  })

  test.each([{}, { message: '', messages: [] }, { message: null, messages: null }])(
    'C17 · %j: there is nothing to send',
    async (body) => {
      expect(await refusalOf(body)).toEqual({
        status: 422,
        detail: [
          {
            type: 'value_error',
            loc: ['body'],
            msg: "Value error, Either 'message' or 'messages' must be provided.",
            input: body,
            ctx: { error: {} },
          },
        ],
      })
    },
  )

  test.each([
    [{ message: 'hi', metadata: [] }, ['metadata'], 'dict_type'],
    [{ messages: {} }, ['messages'], 'list_type'],
    [{ messages: ['a'] }, ['messages', 0], 'dict_type'],
    [{ message: 5 }, ['message'], 'string_type'],
    [{ message: 'hi', model: 5 }, ['model'], 'string_type'],
  ])('C23 · %j, at the place where it is wrong', async (body, place, type) => {
    expect(await refusalOf(body)).toMatchObject({ status: 422, detail: [{ type, loc: ['body', ...place] }] })
  })

  test('C31 · broken JSON', async () => {
    expect(await refusalOf('{"message": "hi"')).toMatchObject({
      status: 422,
      detail: [{ type: 'json_invalid', loc: ['body', expect.any(Number)] }],
    })
  })

  test.each([
    ['no body', '', ['missing']],
    ['null', 'null', ['missing']],
    ['a list', '[]', ['model_attributes_type']],
    ['a text', '"hi"', ['model_attributes_type']],
    ['a number', '5', ['model_attributes_type']],
  ])('C32 · %s instead of an object', async (_what, body, types) => {
    const { status, detail } = await refusalOf(body)
    expect([status, (detail as { type: string }[]).map(({ type }) => type)]).toEqual([422, types])
  })

  test('C32 · a form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await refusalOf('message=hi', form)).status).toBe(422)
  })

  test('C33 · bytes that are no text', async () => {
    const bytes = new Uint8Array([...Buffer.from('{"message": "'), 0xc3, 0x28, ...Buffer.from('"}')])
    expect(await refusalOf(bytes)).toEqual({ status: 400, detail: 'There was an error parsing the body' })
  })

  test.each(['NaN', 'Infinity', '-Infinity'])('C75 · temperature %s', async (word) => {
    const { status } = await refusalOf(`{"message": "hi", "temperature": ${word}}`)
    expect(status).toBe(422)
  })
})

test('C34 · without a content type the body is taken as JSON', async () => {
  const response = await fetch(`${gateway.server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': gateway.server.alphaKey },
    body: new Uint8Array(Buffer.from('{"message": "hi"}')),
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  await response.text()
})
