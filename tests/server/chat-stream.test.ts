import { callChatStream, textOf } from '@coco/testkit/chat-stream-call'
import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, refuses, says } from '@coco/testkit/upstream-scripts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

describe('against the local Snowflake', () => {
  test("the guide's first call gives the guide's events", async () => {
    await using stack = await startStack()
    const body = { message: 'Describe Snowflake in 1 sentence', model: 'claude-4-sonnet' }
    const answer = await callChatStream(stack.serverUrl, { key: stack.alphaKey, body })
    expect(answer.status).toBe(200)
    expect(answer.events[0]).toMatchObject({
      event: 'meta',
      data: { model: 'claude-4-sonnet', tenant_id: 'tenant-alpha' },
    })
    expect(answer.events.at(-1)).toMatchObject({ event: 'done', data: { id: answer.events[0]?.data.id } })
    expect(textOf(answer).length).toBeGreaterThan(0)
  })

  test('a model that Snowflake does not grant is one error event; a GRANT changes that on the next call', async () => {
    await using stack = await startStack()
    const body = { message: 'hi', model: 'claude-4-sonnet' }
    const ask = () => callChatStream(stack.serverUrl, { key: stack.betaKey, body })
    const refused = await ask()
    expect(refused.status).toBe(200)
    expect(refused.events).toMatchObject([{ event: 'error', data: { status_code: 403, code: 'model_not_allowed' } }])
    expect(refused.events[0]?.data).not.toHaveProperty('fix')
    stack.sql('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA')
    expect((await ask()).events.at(-1)?.event).toBe('done')
    stack.sql('REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" FROM ROLE COCO_TENANT_BETA')
    expect((await ask()).events[0]?.event).toBe('error')
  })
})

describe('against a stand-in', () => {
  let upstream: HostileUpstream
  let server: ServerUnderTest

  beforeEach(async () => {
    upstream = await startHostileUpstream(says('Hello', ' wörld\u2028', '🔑'))
    server = await startServerOn(upstream.url)
  })
  afterEach(async () => {
    await server.close()
    await upstream.close()
  })

  const ask = (body: unknown = { message: 'hi' }, headers: Record<string, string> = {}) =>
    callChatStream(server.serverUrl, { key: server.alphaKey, body, headers })

  test('upstream gets exactly five keys, the system prompt first and the turns to the letter', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'x', extra: 1 }], name: 'ann' }]
    await ask({ messages, message: 'dropped', metadata: { a: 1 }, max_tokens: '12' })
    expect(upstream.calls[0]?.body).toEqual({
      model: 'claude-4-sonnet',
      messages: [{ role: 'system', content: 'You are a helpful AI assistant for User Alpha.' }, ...messages],
      max_completion_tokens: 12,
      stream: true,
      temperature: 0.7,
    })
  })

  test('frames are two lines of Python-style ASCII JSON, and the joined text is exact', async () => {
    const answer = await ask()
    expect(textOf(answer)).toBe('Hello wörld\u2028🔑')
    expect(answer.text).toMatch(/^event: meta\ndata: {"id": "coco_req_[0-9a-f]{8}", "model": "claude-4-sonnet", /)
    expect(answer.text).toMatch(/^[\n -~]*$/)
    expect(answer.headers.get('cache-control')).toContain('no-cache')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  })

  test('only the four events leave, whatever upstream sends', async () => {
    upstream.answerWith((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const thinking = { choices: [{ delta: { reasoning_content: 'hm' }, finish_reason: null }] }
      response.write(`event: tool\ndata: ${JSON.stringify(thinking)}\n\n`)
      response.write(chunk({ content: '<think>kept</think>' }))
      response.end(`${chunk({ finishReason: 'stop' })}data: [DONE]\n\n`)
    })
    const answer = await ask()
    expect(answer.events.map(({ event }) => event)).toEqual(['meta', 'delta', 'done'])
    expect(textOf(answer)).toBe('<think>kept</think>')
  })

  test("a refusal is 200 with upstream's own words, and its Retry-After goes into the head", async () => {
    upstream.answerWith(refuses(429, { message: 'slow down', code: '390505' }, { 'retry-after': '7' }))
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(answer.events).toMatchObject([
      {
        event: 'error',
        data: { status_code: 429, message: '{"message":"slow down","code":"390505"}', retry_after_ms: 7000 },
      },
    ])
    expect(answer.events[0]?.data.request_id).toBe(answer.headers.get('x-request-id'))
  })

  test('words that look like a secret are replaced by a sentence', async () => {
    upstream.answerWith(refuses(400, { message: 'bad token eyJhbGciOiJSUzI1NiJ9.canary' }))
    const answer = await ask()
    expect(answer.text + server.logLines.join('')).not.toContain('canary')
    expect(answer.events[0]?.data).toMatchObject({ status_code: 400, message: expect.stringMatching(/did not accept/) })
  })

  test('an answer that breaks off keeps its text and ends in an error, never in done', async () => {
    upstream.answerWith((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(chunk({ content: 'half' }), () => response.destroy())
    })
    const answer = await ask()
    expect(answer.events.map(({ event }) => event)).toEqual(['meta', 'delta', 'error'])
  })

  test('refusals come in the order of the quickstart: syntax, key present, key, limit, fields', async () => {
    const broken = '{"message": '
    const bad = { max_tokens: 0 }
    const call = (key: string | undefined, body: unknown) =>
      callChatStream(server.serverUrl, { ...(key === undefined ? {} : { key }), body })
    expect(await call('wrong', broken)).toMatchObject({ status: 422, json: { detail: [{ type: 'json_invalid' }] } })
    expect(await call(undefined, bad)).toMatchObject({
      status: 422,
      json: { detail: [{ type: 'missing', loc: ['header', 'X-API-Key'] }, { loc: ['body', 'max_tokens'] }] },
    })
    expect(await call('wrong', bad)).toMatchObject({
      status: 401,
      json: {
        detail: { code: 'UNAUTHORIZED', message: 'Invalid or missing API key. Check your X-API-Key header.' },
      },
    })
    expect((await call('', bad)).status).toBe(401)
    expect((await call(server.alphaKey, bad)).status).toBe(422)
    expect((await call(server.alphaKey, new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400)
    expect(upstream.calls).toHaveLength(0)
  })

  test('thirty calls pass for Beta and the next is refused; what is refused for its fields costs nothing', async () => {
    const beta = (body: unknown) => callChatStream(server.serverUrl, { key: server.betaKey, body })
    for (let n = 0; n < 5; n++) expect((await beta({ max_tokens: 0 })).status).toBe(422)
    const answers = await Promise.all(Array.from({ length: 31 }, () => beta({ message: 'hi' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.text).toBe('{"detail":{"code":"RATE_LIMITED","message":"Rate limit exceeded (30 req/min)."}}')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('ratelimit-policy')).toBe('"tenant";q=30;w=60')
    expect(refused?.headers.get('ratelimit')).toMatch(/^"tenant";r=0;t=\d+$/)
    expect((await beta({ max_tokens: 0 })).status).toBe(429)
    expect((await ask()).status).toBe(200)
  })

  test('the request id is echoed when it is harmless and made otherwise, on every answer', async () => {
    expect((await ask({ message: 'hi' }, { 'x-request-id': 'abc-123' })).headers.get('x-request-id')).toBe('abc-123')
    expect((await ask({}, { 'x-request-id': 'a b' })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a key in the query, as a bearer token or in a cookie opens nothing', async () => {
    const url = `${server.serverUrl}/v1/chat/stream?api_key=${server.alphaKey}`
    const headers = { authorization: `Bearer ${server.alphaKey}`, cookie: `x-api-key=${server.alphaKey}` }
    const response = await fetch(url, { method: 'POST', headers, body: '{"message":"hi"}' })
    expect(response.status).toBe(422)
    expect(server.logLines.join('')).not.toContain(server.alphaKey)
  })
})
