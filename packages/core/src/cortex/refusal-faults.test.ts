import { describe, expect, test } from 'vitest'
import { collect } from './testing/collect.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { answering, ask, createFaultScene } from './testing/fault-scene.ts'
import { chunk, DONE, EVENT_STREAM, startTcpUpstream, startUpstream } from './testing/stand-in-upstream.ts'

const { use, client } = createFaultScene()

test('row 1: a refused connection is 502 at once, and it works as soon as upstream is back', async () => {
  const gone = await startUpstream(() => {})
  await gone[Symbol.asyncDispose]()
  const made = client(gone)
  const outcome = await collect(ask(made))
  expect(outcome).toMatchObject({ events: [], error: { code: 'upstream_unreachable', statusCode: 502 } })
  expect(outcome.error?.message).toBe('cannot connect (ECONNREFUSED)')
})

test('row 1: a connection that fails is tried twice more', async () => {
  const upstream = use(await startTcpUpstream((socket) => socket.once('data', () => socket.resetAndDestroy())))
  const logged: unknown[] = []
  const { error } = await collect(ask(client(upstream, { log: (message) => logged.push(message) })))
  expect(error).toMatchObject({ code: 'upstream_unreachable', statusCode: 502 })
  await upstream.arrived(3)
  expect(logged).toHaveLength(2)
})

test('row 2: a name that does not resolve is 502 and is not shown', async () => {
  // Longer than a name may be, so that it fails at once on a machine without a network too.
  const host = `${'no-such-account-'.repeat(5)}.invalid`
  const { error } = await collect(ask(client({ baseUrl: `http://${host}/api/v2/cortex` })))
  expect(error).toMatchObject({ code: 'upstream_unreachable', statusCode: 502 })
  expect(JSON.stringify(error) + error?.message).not.toContain('no-such-account')
})

test('row 4: TLS that hangs is 504 at the connect deadline', async () => {
  const clock = createFakeClock()
  const upstream = use(await startTcpUpstream(() => {}))
  const outcome = collect(ask(client({ baseUrl: upstream.baseUrl.replace('http:', 'https:') }, { clock })))
  await upstream.arrived(1)
  clock.advance(5_000)
  expect((await outcome).error).toMatchObject({ code: 'upstream_timeout', statusCode: 504 })
})

test('row 5: an expired token is renewed once, unseen', async () => {
  const upstream = use(
    await startUpstream((response, { headers }) => {
      if (headers.authorization === 'Bearer token-1') response.writeHead(401).end('{"code":"390144"}')
      else response.writeHead(200, EVENT_STREAM).end(chunk('a') + DONE)
    }),
  )
  expect(await collect(ask(client(upstream)))).toMatchObject({ text: 'a', error: null })
  expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test('row 5: a token that is refused again is reported after two tries', async () => {
  const upstream = use(await answering(401, '{"code":"390144","message":"JWT token is invalid."}'))
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_auth_failed', statusCode: 401 })
  expect(upstream.seen).toHaveLength(2)
})

test('row 5: an expired session under status 200 counts as a refused token', async () => {
  const upstream = use(
    await answering(200, '{"code":"390112","message":"expired"}', { 'content-type': 'application/json' }),
  )
  const { error, events } = await collect(ask(client(upstream)))
  expect(events).toEqual([])
  expect(error).toMatchObject({ code: 'upstream_auth_failed', statusCode: 502 })
  expect(upstream.seen).toHaveLength(2)
})

test('row 6: when sign-in fails and the clocks differ by hours, the log reads "clock"', async () => {
  const date = new Date(Date.now() - 7_200_000).toUTCString()
  const upstream = use(await answering(401, '', { date }))
  const { error } = await collect(ask(client(upstream)))
  expect(error?.message).toMatch(/clock of this machine differs from upstream's by 7[12]\d\d s/)
})

test('row 7: a model that is not granted is 403, not tried again', async () => {
  const body = '{"code":"003001","message":"no","request_id":"r-9","error_code":"003001"}'
  const upstream = use(await answering(403, body, { 'content-type': 'application/json' }))
  const { error, events } = await collect(ask(client(upstream)))
  expect(events).toEqual([])
  expect(error).toMatchObject({
    code: 'model_not_allowed',
    statusCode: 403,
    upstreamBody: body,
    snowflakeRequestId: 'r-9',
    partial: false,
  })
  expect(upstream.seen).toHaveLength(1)
})

test('row 8: a long Retry-After is passed on at once and upstream is left alone', async () => {
  const upstream = use(await answering(429, '', { 'retry-after': '30' }))
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_rate_limited', statusCode: 429, retryAfterMs: 30_000 })
  expect(upstream.seen).toHaveLength(1)
})

test('row 8: a 429 without Retry-After is tried again', async () => {
  const upstream = use(
    await startUpstream((response, _request, index) =>
      index === 0 ? response.writeHead(429).end() : response.writeHead(200, EVENT_STREAM).end(chunk('a') + DONE),
    ),
  )
  expect(await collect(ask(client(upstream)))).toMatchObject({ text: 'a', error: null })
})

describe('row 9: answers of a broken upstream', () => {
  test.each([
    ['500', 500, 'text/plain', 'Internal Server Error', { code: 'upstream_overloaded', statusCode: 500 }, 1],
    ['502', 502, 'text/html', '<html>', { code: 'upstream_overloaded', statusCode: 502 }, 3],
    ['503', 503, 'application/json', '{"code":"1"}', { code: 'upstream_overloaded', statusCode: 503 }, 3],
    ['529', 529, 'application/json', '{}', { code: 'upstream_overloaded', statusCode: 529 }, 1],
    ['a page', 200, 'text/html', '<html>', { code: 'upstream_malformed', statusCode: 502, upstreamBody: '<html>' }, 1],
    ['an empty page', 200, 'text/html', '', { code: 'upstream_malformed', statusCode: 502 }, 1],
    ['empty JSON', 200, 'application/json', '', { code: 'upstream_malformed', statusCode: 502 }, 1],
    ['an empty stream', 200, 'text/event-stream', '', { code: 'upstream_broken_off', statusCode: 502 }, 1],
    ['no content', 204, 'text/plain', '', { code: 'upstream_malformed', statusCode: 502 }, 1],
  ])('row 9: %s', async (_name, status, type, body, expected, tries) => {
    const upstream = use(await answering(status, body, { 'content-type': type }))
    const { error, text } = await collect(ask(client(upstream)))
    expect(text).toBe('')
    expect(error).toMatchObject(expected)
    expect(upstream.seen).toHaveLength(tries)
  })
})

test('row 10: no message of an error repeats what upstream or the token said', async () => {
  for (const status of [400, 401, 403, 429, 500]) {
    const upstream = use(await answering(status, '{"code":"token-1","message":"Bearer token-1 of host x"}'))
    const { error } = await collect(ask(client(upstream)))
    expect(error?.message).not.toContain('token-')
  }
})

test('row 11: headers that never come are 504 at the first-token limit', async () => {
  const clock = createFakeClock()
  const upstream = use(await startUpstream(() => {}))
  const outcome = collect(ask(client(upstream, { clock })))
  await upstream.arrived(1)
  clock.advance(60_000)
  expect(await outcome).toMatchObject({ events: [], error: { code: 'upstream_timeout', statusCode: 504 } })
  await upstream.allGone()
})

test('row 11: headers without a first token are 504 as well', async () => {
  const clock = createFakeClock()
  const upstream = use(await startUpstream((response) => response.writeHead(200, EVENT_STREAM).flushHeaders()))
  const answer = ask(client(upstream, { clock }))
  expect((await answer.next()).value).toMatchObject({ type: 'accepted', snowflakeRequestId: 'sf-request-1' })
  const outcome = collect(answer)
  clock.advance(60_000)
  expect((await outcome).error).toMatchObject({ code: 'upstream_timeout', statusCode: 504, partial: false })
})

test('row 37: a key that cannot be used is 503 before anything is sent', async () => {
  const upstream = use(await startUpstream((response) => response.end()))
  const credentials = { token: () => Promise.reject(new Error('no such file')), invalidate: () => {} }
  const answer = client(upstream).streamChat({ credentials, body: {} })
  const { error } = await collect(answer)
  expect(error).toMatchObject({ code: 'tenant_unavailable', statusCode: 503 })
  expect(upstream.openConnections()).toBe(0)
})
