import { callChatStream } from '@coco/testkit/chat-stream-call'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startStack } from '@coco/testkit/start-stack'
import { chunk, openStream, refuses, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { eventNames, startGateway } from './quickstart-gateway.ts'

describe('a model that Snowflake refuses', () => {
  test("C42 · is 200 with one error event that holds Snowflake's status and words", async () => {
    await using stack = await startStack()
    const body = { message: 'hi', model: 'claude-4-sonnet' }
    const answer = await callChatStream(stack.serverUrl, { key: stack.betaKey, body })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(answer.events).toEqual([
      {
        event: 'error',
        data: {
          status_code: 403,
          message: expect.stringMatching(/^\{.*"code":"003001".*\}$/),
          code: 'model_not_allowed',
          request_id: answer.headers.get('x-request-id'),
          // In local mode anybody may see what would allow it; with a real account only administrators.
          fix: 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA;',
        },
      },
    ])
  })

  test("C42 · has upstream's body to the letter", async () => {
    const body = { message: 'unknown model claude-4-sonnet', request_id: 'abc', code: '003001' }
    await using gateway = await startGateway(refuses(403, body))
    const { events } = await gateway.asBeta({ message: 'hi', model: 'claude-4-sonnet' })
    expect(events).toMatchObject([{ event: 'error', data: { status_code: 403, message: JSON.stringify(body) } }])
  })
})

describe('any refusal of upstream is 200 with one error event', () => {
  const html = '<html><h1>503 Service Unavailable</h1><p>edge node 17</p></html>'

  test.each([400, 401, 403, 404, 429, 500, 503])("C43 · %i in JSON: in upstream's words", async (status) => {
    await using gateway = await startGateway(refuses(status, { message: 'no', code: 'x' }, { 'retry-after': '30' }))
    const answer = await gateway.asAlpha()
    expect(answer.status).toBe(200)
    expect(answer.events).toMatchObject([
      { event: 'error', data: { status_code: status, message: '{"message":"no","code":"x"}', retry_after_ms: 30_000 } },
    ])
    expect(answer.headers.get('retry-after')).toBe('30')
  })

  test.each([
    ['HTML', html],
    ['a long body', { message: 'x'.repeat(400) }],
    ['a body that holds a token', { message: 'bad token eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl' }],
    ['nothing', ''],
  ])('C43 · 503 with %s: in a sentence of ours', async (_what, body) => {
    await using gateway = await startGateway(refuses(503, body, { 'retry-after': '30' }))
    const { events, text } = await gateway.asAlpha()
    expect(events).toMatchObject([
      { event: 'error', data: { status_code: 503, message: expect.stringMatching(/^[A-Z][^<{]{20,}\.$/) } },
    ])
    expect(text).not.toMatch(/edge node|xxxx|eyJ/)
  })
})

describe('a refused token', () => {
  const unauthorized = refuses(401, { code: '390144', message: 'JWT token is invalid.' })

  test('C73 · is made anew once, and the caller notices nothing', async () => {
    const clock = createManualClock()
    await using gateway = await startGateway(says('Hello'), { platform: { clock } })
    await gateway.asAlpha()
    clock.advance(60_000)
    gateway.upstream.answerWith((response, call) => (call.index === 1 ? unauthorized : says('Hello'))(response, call))
    expect(eventNames(await gateway.asAlpha())).toEqual(['meta', 'delta', 'done'])
    const [first, refused, renewed, ...more] = gateway.upstream.calls.map(({ headers }) => headers.authorization)
    expect(refused).toBe(first)
    expect(renewed).not.toBe(refused)
    expect(more).toEqual([])
  })

  test('C73 · twice is reported, with one renewal and no more', async () => {
    await using gateway = await startGateway(unauthorized)
    const { events } = await gateway.asAlpha()
    expect(events).toMatchObject([{ event: 'error', data: { status_code: 401, code: 'upstream_auth_failed' } }])
    expect(gateway.upstream.calls).toHaveLength(2)
  })

  test('C73 · after the first text is reported and the call not made again', async () => {
    await using gateway = await startGateway((response) => {
      openStream(response).write(chunk({ content: 'Hel' }))
      response.end('data: {"error":{"code":"390112","message":"Your session has expired."}}\n\n')
    })
    const answer = await gateway.asAlpha()
    expect(eventNames(answer)).toEqual(['meta', 'delta', 'error'])
    expect(gateway.upstream.calls).toHaveLength(1)
  })
})

describe('an upstream that is busy', () => {
  const busy = (headers: Record<string, string> = {}) => refuses(503, { message: 'busy' }, headers)

  /** On a clock that remembers every wait, and on which the waits of retries pass when the test says so. */
  async function startWatched(...args: Parameters<typeof startGateway>) {
    const manual = createManualClock()
    const waitsMs: number[] = []
    const clock: typeof manual = {
      ...manual,
      after(delayMs, run) {
        waitsMs.push(delayMs)
        return manual.after(delayMs, run)
      },
    }
    return { clock, waitsMs, ...(await startGateway(args[0], { platform: { clock } })) }
  }

  test('C74 · is asked again after the time that it asked for, and the caller notices nothing', async () => {
    await using gateway = await startWatched((response, call) =>
      (call.index === 0 ? busy({ 'retry-after': '1' }) : says('Hello'))(response, call),
    )
    const answering = gateway.asAlpha()
    await expect.poll(() => gateway.waitsMs, { interval: 5 }).toContain(1_000)
    gateway.clock.advance(1_000)
    expect(eventNames(await answering)).toEqual(['meta', 'delta', 'done'])
    expect(gateway.upstream.calls).toHaveLength(2)
  })

  test('C74 · is asked three times at most, at growing and uneven distances, and then reported', async () => {
    await using gateway = await startWatched(busy())
    const answering = gateway.asAlpha()
    for (const retries of [1, 2]) {
      const pauses = () => gateway.waitsMs.filter((waitMs) => waitMs > 0 && waitMs <= 500)
      await expect.poll(pauses, { interval: 5 }).toHaveLength(retries)
      gateway.clock.advance(500)
    }
    expect((await answering).events).toMatchObject([{ event: 'error', data: { status_code: 503 } }])
    expect(gateway.upstream.calls).toHaveLength(3)
  })

  test('C74 · for longer than a caller would wait is reported at once, with the time', async () => {
    await using gateway = await startGateway(busy({ 'retry-after': '60' }))
    const { events } = await gateway.asAlpha()
    expect(events).toMatchObject([{ event: 'error', data: { status_code: 503, retry_after_ms: 60_000 } }])
    expect(gateway.upstream.calls).toHaveLength(1)
  })
})

describe('where a call comes from', () => {
  test('C54 · a program needs no origin; a page that is listed may call and read, another may not', async () => {
    const page = 'https://app.example'
    await using gateway = await startGateway(undefined, { settings: { COCO_ALLOWED_ORIGINS: page } })
    const url = `${gateway.server.serverUrl}/v1/chat/stream`
    expect((await gateway.asAlpha()).headers.has('access-control-allow-origin')).toBe(false)

    const asking = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-api-key',
    }
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: page, ...asking } })
    expect(preflight.ok).toBe(true)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-api-key')
    const answer = await gateway.asAlpha(undefined, { origin: page })
    expect([eventNames(answer).at(-1), answer.headers.get('access-control-allow-origin')]).toEqual(['done', page])
    expect((await gateway.asAlpha(undefined, { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('C55 · the wrong method is 405, a wrong path 404, a slash at the end no matter', async () => {
    await using gateway = await startGateway()
    const { serverUrl, alphaKey } = gateway.server
    const wrongMethod = await fetch(`${serverUrl}/v1/chat/stream`)
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await wrongMethod.json()).toMatchObject({ detail: 'Method Not Allowed' })
    const wrongPath = await fetch(`${serverUrl}/v1/chat`, { method: 'POST' })
    expect([wrongPath.status, await wrongPath.json()]).toMatchObject([404, { detail: 'Not Found' }])
    const withSlash = await fetch(`${serverUrl}/v1/chat/stream/`, {
      method: 'POST',
      headers: { 'x-api-key': alphaKey, 'content-type': 'application/json' },
      body: '{"message": "hi"}',
    })
    expect(await withSlash.text()).toContain('event: done')
  })
})
