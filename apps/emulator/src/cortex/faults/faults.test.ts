import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataLines, startTestCortex, textOf } from '../testing/start-test-cortex.ts'
import { FAULTS } from './fault-table.ts'
import { type RawAnswer, readRaw } from '../testing/read-raw.ts'

type Cortex = Awaited<ReturnType<typeof startTestCortex>>
let cortex: Cortex
beforeAll(async () => void (cortex = await startTestCortex()))
afterAll(() => cortex[Symbol.asyncDispose]())

const COUNTED = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20'
const ask = (fault: string, enough?: (bytes: Buffer) => boolean, model = 'openai-gpt-4.1') =>
  readRaw(cortex.chatUrl, { model, stream: true, messages: [{ role: 'user', content: 'count to 20' }] }, fault, enough)

const textIn = ({ bytes }: RawAnswer) => bytes.toString()
const isDone = (answer: RawAnswer) => textIn(answer).includes('data: [DONE]')
const countChunks = (answer: RawAnswer) => textIn(answer).split('data: {').length - 1

describe('in place of an answer', () => {
  test.each([
    [400, '400', 'injected fault: status 400'],
    [401, '390144', 'JWT token is invalid.'],
    [402, '402', 'budget exceeded'],
    [403, '003001', 'not authorized'],
    [429, '390505', 'Too many requests.'],
    [500, '500', 'injected fault'],
    [502, '502', 'injected fault'],
    [503, '503', 'inference timed out'],
    [529, '529', 'injected fault'],
  ])('status %i comes with the code %s', async (status, code, message) => {
    const response = await cortex.askFaulty(`status;code=${status}`)
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBeNull()
    expect(await response.json()).toMatchObject({ code, error_code: code, message: expect.stringContaining(message) })
  })

  test('a status may carry a time to wait and a text', async () => {
    const response = await cortex.askFaulty('status;code=429;retryAfterMs=1500;text=password=hunter2')
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({ message: 'password=hunter2' })
  })

  test('html is the page of a proxy', async () => {
    const response = await cortex.askFaulty('html')
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(await response.text()).toContain('<h1>502 error</h1>')
  })

  test('empty-200 has no body', async () => {
    const response = await cortex.askFaulty('empty-200')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('code-390112 says with 200 that the session expired', async () => {
    const response = await cortex.askFaulty('code-390112')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ code: '390112' })
  })

  test.each([302, 307, 308])('redirect %i points elsewhere', async (status) => {
    const response = await cortex.askFaulty(`redirect;code=${status};location=http://127.0.0.1:1/x?a=b`)
    expect([response.status, response.headers.get('location')]).toEqual([status, 'http://127.0.0.1:1/x?a=b'])
  })

  test('gzip-bomb is small on the wire and large behind it', async () => {
    const answer = await ask('gzip-bomb;mb=20')
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.bytes.length).toBeLessThan(100_000)
    expect(gunzipSync(answer.bytes).length).toBe(20_000_000)
  })

  test('json-instead-of-stream answers whole', async () => {
    const response = await cortex.askFaulty('json-instead-of-stream')
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toMatchObject({ object: 'chat.completion' })
  })

  test('hang-up destroys the socket before any header', async () => {
    await expect(ask('hang-up')).rejects.toThrow('socket hang up')
  })

  test('slow-headers waits, then answers as usual', async () => {
    const startedAtMs = performance.now()
    const answer = await ask('slow-headers;ms=80')
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(79)
    expect(textOf(textIn(answer))).toBe(COUNTED)
  })
})

describe('in what the model says', () => {
  test.each([
    ['length;after=2', 'openai-gpt-4.1', 'length'],
    ['filter;after=2', 'openai-gpt-4.1', 'content_filter'],
    ['length;after=2', 'claude-4-sonnet', ''],
    ['length;after=2', 'llama3.1-70b', 'stop'],
  ])('%s ends the answer of %s early, with %j', async (fault, model, finishReason) => {
    const answer = await ask(fault, undefined, model)
    const chunks = dataLines(textIn(answer))
    expect(chunks).toHaveLength(4)
    expect(chunks[2]).toMatchObject({ choices: [{ finish_reason: finishReason }] })
    expect(isDone(answer)).toBe(true)
  })

  test('endless-answer goes on for as long as it is read', async () => {
    const answer = await ask('endless-answer', (bytes) => bytes.length > 100_000)
    expect(isDone(answer)).toBe(false)
  })

  test('huge-line puts megabytes into one frame', async () => {
    const answer = await ask('huge-line;mb=3')
    const longest = Math.max(
      ...textIn(answer)
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeGreaterThan(3_000_000)
    expect(isDone(answer)).toBe(true)
  })

  test('u2028 brings line separators that are none for JSON, unescaped', async () => {
    const answer = await ask('u2028')
    expect(textIn(answer)).toContain('one\u2028two\u2029three\u0085four')
    expect(textOf(textIn(answer))).toBe(`one\u2028two\u2029three\u0085four ${COUNTED}`)
  })
})

describe('on the wire', () => {
  test('slow-first-token sends the headers and waits', async () => {
    const askedAtMs = performance.now()
    // It is here once the headers are.
    const response = await cortex.askFaulty('slow-first-token;ms=80')
    await response.body?.getReader().read()
    expect(performance.now() - askedAtMs).toBeGreaterThanOrEqual(79)
  })

  test('stall is silent in the middle, then goes on', async () => {
    const answer = await ask('stall;after=2;ms=50')
    expect(textOf(textIn(answer))).toBe(COUNTED)
  })

  test('silent-pings sends comments and nothing else', async () => {
    const answer = await ask('silent-pings;after=1;everyMs=1', (bytes) => bytes.toString().split(': ping').length > 5)
    expect(countChunks(answer)).toBe(1)
  })

  test.each([0, 1, 3])('cut destroys the socket after %i pieces, which arrive', async (after) => {
    const answer = await ask(`cut;after=${after}`)
    expect([answer.status, answer.ended, countChunks(answer)]).toEqual([200, 'cut', after])
  })

  test('eof ends cleanly with neither finish_reason nor [DONE]', async () => {
    const answer = await ask('eof;after=2')
    expect([answer.ended, countChunks(answer), isDone(answer)]).toEqual(['cleanly', 2, false])
    expect(textIn(answer)).not.toContain('finish_reason')
  })

  test('eof strikes before the end of an answer that is shorter than it waits for', async () => {
    const answer = await ask('eof;after=10000')
    expect(textOf(textIn(answer))).toBe(COUNTED)
    expect(isDone(answer) || textIn(answer).includes('finish_reason')).toBe(false)
  })

  test.each([
    ['garbage', '<<< 502 bad gateway >>>'],
    ['choices-empty', '"choices":[]'],
    ['choices-missing', 'data: {"created"'],
    ['delta-null', '"delta":null'],
    ['content-null', '"content":null,"refusal":""'],
    ['usage-null', '"usage":null'],
    ['event-lines', 'event: message\nid: 1\ndata: {'],
  ])('%s leaves the text whole', async (fault, mark) => {
    const answer = await ask(fault)
    expect(textIn(answer)).toContain(mark)
    expect(isDone(answer)).toBe(true)
    expect(textOf(textIn(answer))).toBe(COUNTED)
  })

  test('bad-json cuts one event off and goes on', async () => {
    const answer = await ask('bad-json')
    const broken = textIn(answer)
      .split('\n')
      .filter((line) => line === 'data: {"choices":[{"delta":{"content":"half')
    expect(broken).toHaveLength(1)
    expect(isDone(answer)).toBe(true)
  })

  test('bad-utf8 is not UTF-8', async () => {
    const answer = await ask('bad-utf8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes)).toThrow(TypeError)
    expect(textOf(textIn(answer))).toContain('bad: \ufffd')
    expect(isDone(answer)).toBe(true)
  })

  test('error-chunk puts an error object into the stream and ends it', async () => {
    const answer = await ask('error-chunk;after=1;code=429;text=all requests were throttled')
    expect(dataLines(textIn(answer)).at(-1)).toEqual({ error: { message: 'all requests were throttled', code: '429' } })
    expect([answer.ended, isDone(answer)]).toEqual(['cleanly', false])
  })

  test('finish-reason-empty hides why the answer ended', async () => {
    const answer = await ask('finish-reason-empty')
    expect(dataLines(textIn(answer)).at(-2)).toMatchObject({ choices: [{ finish_reason: '' }] })
    expect(isDone(answer)).toBe(true)
  })

  test('crlf ends every line with CR LF', async () => {
    const answer = await ask('crlf')
    expect(textIn(answer).replaceAll('\r\n', '')).not.toContain('\n')
    expect(textOf(textIn(answer))).toBe(COUNTED)
  })

  test('utf8-split writes byte by byte', async () => {
    const answer = await ask('utf8-split')
    expect(answer.reads).toBeGreaterThan(answer.bytes.length / 10)
    expect(textOf(textIn(answer))).toBe(COUNTED)
  })

  test('no-done ends after finish_reason', async () => {
    const answer = await ask('no-done')
    expect(dataLines(textIn(answer)).at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
    expect([answer.ended, isDone(answer)]).toEqual(['cleanly', false])
  })

  test('after-done says more after [DONE] and keeps the socket open', async () => {
    const answer = await ask('after-done', (bytes) => /\[DONE\]\n\ndata: \{.*\n\n/s.test(bytes.toString()))
    expect(textOf(textIn(answer))).not.toBe(COUNTED)
  })

  test('endless-line never ends its line', async () => {
    const answer = await ask('endless-line;after=1', (bytes) => bytes.length > 5_000_000)
    expect(textIn(answer).split('\n').at(-1)?.length).toBeGreaterThan(4_900_000)
  })
})

test('every fault of the table is named in a test of this file', async () => {
  const { readFile } = await import('node:fs/promises')
  const source = await readFile(new URL(import.meta.url), 'utf8')
  expect(Object.keys(FAULTS).filter((name) => !new RegExp(`['\`]${name}[;'\`]`).test(source))).toEqual([])
})
