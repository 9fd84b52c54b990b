import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { collect } from './testing/collect.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { answering, ask, createFaultScene, saying } from './testing/fault-scene.ts'
import { chunk, DONE, EVENT_STREAM, startUpstream } from './testing/stand-in-upstream.ts'

const { use, client } = createFaultScene()

const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n'
const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

test('row 12: a stall in mid-stream keeps the text and is 504 "silent"', async () => {
  const clock = createFakeClock()
  const upstream = use(await startUpstream((response) => response.writeHead(200, EVENT_STREAM).write(chunk('a'))))
  const answer = ask(client(upstream, { clock }))
  await answer.next()
  expect((await answer.next()).value).toEqual({ type: 'delta', content: 'a' })
  const outcome = collect(answer)
  clock.advance(60_000)
  expect((await outcome).error).toMatchObject({ code: 'upstream_silent', statusCode: 504, partial: true })
  await upstream.allGone()
})

test('row 13: pings do not count as life', async () => {
  const clock = createFakeClock()
  let ping = () => {}
  const upstream = use(
    await startUpstream((response) => {
      response.writeHead(200, EVENT_STREAM).write(chunk('a'))
      ping = () => response.write(': ping\n\n'.repeat(3))
    }),
  )
  const answer = ask(client(upstream, { clock }))
  await answer.next()
  await answer.next()
  const outcome = collect(answer)
  clock.advance(59_000)
  ping()
  clock.advance(1_000)
  expect((await outcome).error).toMatchObject({ code: 'upstream_silent', partial: true })
})

describe('row 14: an answer that is cut is never complete', () => {
  const whole = `${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n${chunked(chunk('a'))}`
  const toEnd = `${STREAM_HEAD}connection: close\r\n\r\n${chunk('a')}`
  test.each<[string, string, 'end' | 'reset']>([
    ['reset', whole, 'reset'],
    ['FIN inside the chunked body', whole, 'end'],
    ['FIN of a body that ends with the connection', toEnd, 'end'],
    ['clean end of a chunked body', `${whole}0\r\n\r\n`, 'end'],
    ['a body shorter than its length', `${STREAM_HEAD}content-length: 5000\r\n\r\n${chunk('a')}`, 'end'],
  ])('row 14: %s', async (_name, bytes, then) => {
    const upstream = use(await saying(bytes, then))
    const { text, end, error } = await collect(ask(client(upstream)))
    expect({ text, end }).toEqual({ text: 'a', end: null })
    expect(error).toMatchObject({ code: 'upstream_broken_off', statusCode: 502, partial: true })
  })
})

test('row 14: a reset after finish_reason takes nothing away', async () => {
  const body = chunked(chunk('a') + chunk('', 'stop'))
  const upstream = use(await saying(`${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n${body}`, 'end'))
  expect(await collect(ask(client(upstream)))).toMatchObject({ text: 'a', error: null, end: { finishReason: 'stop' } })
})

test('row 15: an error object in mid-stream keeps the text', async () => {
  const failure = 'data: {"error":{"message":"inference failed","code":"500"}}\n\n'
  const upstream = use(await answering(200, chunk('a') + failure + DONE, EVENT_STREAM))
  const { text, error, end } = await collect(ask(client(upstream)))
  expect({ text, end }).toEqual({ text: 'a', end: null })
  expect(error).toMatchObject({ code: 'upstream_overloaded', statusCode: 500, partial: true })
})

test('row 16: what is no HTTP is 502', async () => {
  const upstream = use(await saying('SSH-2.0-OpenSSH_9.2\r\n', 'stay'))
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_malformed', statusCode: 502 })
})

test('row 16: a JSON body although a stream was asked for is an answer', async () => {
  const body = JSON.stringify({ choices: [{ message: { content: 'Four' }, finish_reason: '' }], usage: { n: 1 } })
  const upstream = use(await answering(200, body, { 'content-type': 'application/json' }))
  const { events } = await collect(ask(client(upstream)))
  expect(events).toEqual([
    { type: 'accepted', snowflakeRequestId: null },
    { type: 'delta', content: 'Four' },
    { type: 'end', finishReason: 'stop', usage: { n: 1 } },
  ])
})

test('row 17: characters split between packets stay whole', async () => {
  const bytes = Buffer.from(chunk('日本語 👩‍🚀') + DONE)
  const upstream = use(
    await startUpstream((response) => {
      response.writeHead(200, EVENT_STREAM)
      const send = (at: number) => {
        if (at === bytes.length) response.end()
        else response.write(bytes.subarray(at, at + 1), () => send(at + 1))
      }
      send(0)
    }),
  )
  expect(await collect(ask(client(upstream)))).toMatchObject({ text: '日本語 👩‍🚀', error: null })
})

test('row 18: ten megabytes on one line are too large', async () => {
  const upstream = use(await answering(200, chunk('x'.repeat(10_000_000)) + DONE, EVENT_STREAM))
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_too_large', statusCode: 502 })
})

describe('row 19, 20: what never ends is cut, and upstream is let go', () => {
  test.each([
    ['row 19: a line', 'x'.repeat(10_000)],
    ['row 19: an event', `data: ${'x'.repeat(1_000)}\n`],
    ['row 20: an answer', chunk('x'.repeat(10_000))],
  ])('%s', async (_name, piece) => {
    let sentBytes = 0
    const upstream = use(
      await startUpstream((response) => {
        response.writeHead(200, EVENT_STREAM)
        const more = () => {
          while (!response.destroyed && response.write(piece)) sentBytes += piece.length
        }
        response.on('drain', more)
        more()
      }),
    )
    const { error } = await collect(ask(client(upstream)))
    expect(error).toMatchObject({ code: 'upstream_too_large' })
    await upstream.allGone()
    expect(sentBytes).toBeLessThan(32 * 1024 * 1024)
  })
})

test('row 20: an answer that drips for ever ends with the total time', async () => {
  const clock = createFakeClock()
  const upstream = use(
    await startUpstream((response) => {
      response.writeHead(200, EVENT_STREAM)
      const timer = setInterval(() => response.write(chunk('x')), 1)
      response.on('close', () => clearInterval(timer))
    }),
  )
  let text = ''
  let error: unknown = null
  try {
    for await (const event of ask(client(upstream, { clock }))) {
      if (event.type === 'delta') text += event.content
      clock.advance(30_000)
    }
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'upstream_timeout', statusCode: 504, partial: true })
  expect(text.length).toBeGreaterThan(10)
  await upstream.allGone()
})

test('row 21: compressed answers are refused unopened', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000, chunk('x')))
  const upstream = use(
    await startUpstream((response) => {
      response.writeHead(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' }).end(bomb)
    }),
  )
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_malformed', statusCode: 502 })
  expect(upstream.seen[0]?.headers['accept-encoding']).toBeUndefined()
})

test('row 22: [DONE] ends it at once although the socket stays open, and nothing follows', async () => {
  const clock = createFakeClock()
  const upstream = use(
    await startUpstream((response) => response.writeHead(200, EVENT_STREAM).write(chunk('a') + DONE + chunk('b'))),
  )
  const { events } = await collect(ask(client(upstream, { clock })))
  expect(events.map(({ type }) => type)).toEqual(['accepted', 'delta', 'end'])
  clock.advance(1_000)
  await upstream.allGone()
})

test('row 22: finish_reason without [DONE] and an open socket end after one second', async () => {
  const clock = createFakeClock()
  const upstream = use(
    await startUpstream((response) => response.writeHead(200, EVENT_STREAM).write(chunk('a', 'length'))),
  )
  const answer = ask(client(upstream, { clock }))
  await answer.next()
  await answer.next()
  const end = answer.next()
  clock.advance(1_000)
  expect((await end).value).toEqual({ type: 'end', finishReason: 'length', usage: null })
  await upstream.allGone()
})

test('row 22: usage that comes after finish_reason is waited for', async () => {
  let sendUsage = () => {}
  const upstream = use(
    await startUpstream((response) => {
      response.writeHead(200, EVENT_STREAM).write(chunk('a', 'stop'))
      sendUsage = () => response.end(`data: {"choices":[],"usage":{"total_tokens":7}}\n\n${DONE}`)
    }),
  )
  const answer = ask(client(upstream))
  await answer.next()
  await answer.next()
  sendUsage()
  expect(await collect(answer)).toMatchObject({ end: { finishReason: 'stop', usage: { total_tokens: 7 } } })
})

test.each([301, 302, 303, 307, 308])('row 23: a redirect (%s) is 502 and nothing is sent on', async (status) => {
  const elsewhere = use(await startUpstream((response) => response.end()))
  const upstream = use(await answering(status, '', { location: `${elsewhere.baseUrl}/v1/chat/completions` }))
  const { error } = await collect(ask(client(upstream)))
  expect(error).toMatchObject({ code: 'upstream_malformed', statusCode: 502 })
  expect(upstream.seen).toHaveLength(1)
  expect(elsewhere.openConnections()).toBe(0)
})
