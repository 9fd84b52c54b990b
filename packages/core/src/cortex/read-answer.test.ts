import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyCut, readBytes } from './testing/read-bytes.ts'
import { chunk, DONE } from './testing/stand-in-upstream.ts'

interface Vector {
  name: string
  bytes: string | Uint8Array
  text?: string
  reasoning?: string
  finishReason?: string
  usage?: Record<string, unknown>
  error?: string
}

const json = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const delta = (fields: unknown, rest: object = {}) => json({ choices: [{ index: 0, delta: fields }], ...rest })

const COMPLETE: Vector[] = [
  { name: 'plain text', bytes: chunk('Hello') + chunk(' world') + DONE, text: 'Hello world' },
  { name: 'an empty answer', bytes: chunk('', 'stop') + DONE, text: '' },
  { name: 'only [DONE]', bytes: DONE, text: '' },
  { name: 'no space after data:', bytes: 'data:{"choices":[{"delta":{"content":"x"}}]}\n\ndata:[DONE]\n\n', text: 'x' },
  { name: 'CRLF line ends', bytes: (chunk('a') + chunk('b') + DONE).replaceAll('\n', '\r\n'), text: 'ab' },
  { name: 'CR line ends', bytes: (chunk('a') + chunk('b') + DONE).replaceAll('\n', '\r'), text: 'ab' },
  { name: 'a byte order mark', bytes: `\uFEFF${chunk('a')}${DONE}`, text: 'a' },
  { name: 'comments and pings', bytes: `: ping\n\n${chunk('a')}: ping\n:\n\n${chunk('b')}${DONE}`, text: 'ab' },
  { name: 'event names, ids, retry', bytes: `event: chunk\nid: 7\nretry: 10\n${chunk('a')}${DONE}`, text: 'a' },
  { name: 'blank data', bytes: `data:\n\ndata: \n\n${chunk('a')}${DONE}`, text: 'a' },
  { name: 'unknown fields', bytes: `nonsense\nfoo: bar\n${chunk('a')}${DONE}`, text: 'a' },
  { name: 'data in two lines', bytes: `data: {"choices":[{"delta":\ndata: {"content":"a"}}]}\n\n${DONE}`, text: 'a' },
  {
    name: 'emoji, Chinese, combining marks',
    bytes: chunk('👩‍👩‍👧‍👦 日本語 é') + chunk('𝕏\u0301') + DONE,
    text: '👩‍👩‍👧‍👦 日本語 é𝕏\u0301',
  },
  { name: 'U+2028, U+2029, U+0085', bytes: chunk('a\u2028b\u2029c\u0085d') + DONE, text: 'a\u2028b\u2029c\u0085d' },
  { name: 'NUL and line ends in the text', bytes: chunk('a\0b\r\nc\td') + DONE, text: 'a\0b\r\nc\td' },
  {
    name: 'escaped half surrogates',
    bytes: 'data: {"choices":[{"delta":{"content":"\\ud83d\\ude00"}}]}\n\n' + DONE,
    text: '😀',
  },
  { name: 'finish_reason without [DONE]', bytes: chunk('a') + chunk('', 'length'), text: 'a', finishReason: 'length' },
  {
    name: 'empty finish_reason with [DONE]',
    bytes: delta({ content: 'a' }) + json({ choices: [{ delta: {}, finish_reason: '' }] }) + DONE,
    text: 'a',
  },
  { name: 'a finish_reason of another day', bytes: chunk('a', 'eager') + DONE, text: 'a', finishReason: 'unknown' },
  {
    name: 'usage null, then usage',
    bytes: delta({ content: 'a' }, { usage: null }) + json({ choices: [], usage: { total_tokens: 3 } }) + DONE,
    text: 'a',
    usage: { total_tokens: 3 },
  },
  {
    name: 'usage after finish_reason, no [DONE]',
    bytes: chunk('a', 'stop') + json({ choices: [], usage: { n: 1 } }),
    text: 'a',
    usage: { n: 1 },
  },
  { name: 'delta null', bytes: delta(null) + delta({ content: 'a' }) + DONE, text: 'a' },
  {
    name: 'missing and empty choices',
    bytes: json({ id: '' }) + json({ choices: [] }) + json({ choices: null }) + chunk('a') + DONE,
    text: 'a',
  },
  {
    name: 'content null',
    bytes: delta({ content: null, role: 'assistant' }) + delta({ content: 'a' }) + DONE,
    text: 'a',
  },
  {
    name: 'content in parts',
    bytes: delta({ content: [{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }] }) + DONE,
    text: 'ab',
  },
  {
    name: 'reasoning beside text',
    bytes: delta({ reasoning: 'hm', content: '' }) + delta({ reasoning: '…', content: 'a' }) + DONE,
    text: 'a',
    reasoning: 'hm…',
  },
  {
    name: 'reasoning_content',
    bytes: delta({ reasoning_content: 'hm', content: null }) + delta({ content: 'a' }) + DONE,
    text: 'a',
    reasoning: 'hm',
  },
  {
    name: 'tool calls, empty finish_reason',
    bytes: delta({ content: null, tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '' } }] }) + DONE,
    text: '',
    finishReason: 'tool_calls',
  },
  {
    name: 'error: null and a zero-filled error',
    bytes:
      delta({ content: 'a' }, { error: null }) + delta({ content: 'b' }, { error: { code: 0, message: '' } }) + DONE,
    text: 'ab',
  },
  { name: 'events after [DONE]', bytes: chunk('a') + DONE + chunk('b') + 'data: {broken\n\n', text: 'a' },
  { name: '[DONE] without its blank line', bytes: `${chunk('a')}data: [DONE]`, text: 'a' },
  {
    name: 'numbers and objects where text should be',
    bytes: delta({ content: 5 }) + delta({ content: {} }) + chunk('a') + DONE,
    text: 'a',
  },
  {
    name: 'bytes that are no UTF-8',
    bytes: Buffer.concat([
      Buffer.from('data: {"choices":[{"delta":{"content":"a'),
      Buffer.of(0xff, 0xc3),
      Buffer.from(`b"}}]}\n\n${DONE}`),
    ]),
    text: 'a\uFFFD\uFFFDb',
  },
]

const INCOMPLETE: Vector[] = [
  { name: 'no bytes at all', bytes: '', error: 'upstream_broken_off' },
  { name: 'text and then nothing', bytes: chunk('a'), text: 'a', error: 'upstream_broken_off' },
  {
    name: 'cut inside a chunk',
    bytes: `${chunk('a')}data: {"choices":[{"del`,
    text: 'a',
    error: 'upstream_broken_off',
  },
  {
    name: 'cut inside a character',
    bytes: Buffer.from(chunk('a') + chunk('€')).subarray(0, -60),
    text: 'a',
    error: 'upstream_broken_off',
  },
  { name: 'only pings', bytes: ': ping\n\n: ping\n\n', error: 'upstream_broken_off' },
  { name: 'empty finish_reason and no [DONE]', bytes: chunk('a', ''), text: 'a', error: 'upstream_broken_off' },
  { name: 'HTML', bytes: '<html><body>Bad gateway</body></html>\n', error: 'upstream_broken_off' },
  {
    name: 'broken JSON',
    bytes: `${chunk('a')}data: {"choices":[\n\n${chunk('b')}${DONE}`,
    text: 'a',
    error: 'upstream_malformed',
  },
  { name: 'JSON that is no object', bytes: `data: [1]\n\n${DONE}`, error: 'upstream_malformed' },
  { name: 'null', bytes: `data: null\n\n${DONE}`, error: 'upstream_malformed' },
  {
    name: 'an error object',
    bytes: `${chunk('a')}${json({ error: { message: 'boom', code: 'x' } })}${DONE}`,
    text: 'a',
    error: 'upstream_broken_off',
  },
  { name: 'an error text', bytes: json({ error: 'boom' }) + DONE, error: 'upstream_broken_off' },
  {
    name: 'an error with a numeric code',
    bytes: json({ error: { message: 'slow down', code: 429 } }),
    error: 'upstream_rate_limited',
  },
  {
    name: 'an error with a code as text',
    bytes: json({ error: { message: 'busy', code: '503' } }),
    error: 'upstream_overloaded',
  },
  {
    name: 'an error code that is no status',
    bytes: json({ error: { message: 'x', code: 70000 } }),
    error: 'upstream_broken_off',
  },
  {
    name: "Snowflake's own envelope",
    bytes: json({ code: '003001', message: 'no', request_id: 'r' }),
    error: 'model_not_allowed',
  },
  { name: 'an expired session', bytes: json({ code: '390112', message: 'expired' }), error: 'upstream_auth_failed' },
  {
    name: 'event: error with JSON',
    bytes: `${chunk('a')}event: error\ndata: {"message":"x"}\n\n${DONE}`,
    text: 'a',
    error: 'upstream_broken_off',
  },
  { name: 'event: error with text', bytes: 'event: error\ndata: kaput\n\n', error: 'upstream_broken_off' },
]

const bytesOf = ({ bytes }: Vector) => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes)

describe('an answer is the same wherever the bytes are cut', () => {
  test.each(COMPLETE)('$name', async (vector) => {
    for (const pieces of everyCut(bytesOf(vector))) {
      const outcome = await readBytes(pieces)
      expect(outcome.error).toBeNull()
      expect(outcome.text).toBe(vector.text)
      expect(outcome.reasoning).toBe(vector.reasoning ?? '')
      expect(outcome.end).toEqual({
        type: 'end',
        finishReason: vector.finishReason ?? 'stop',
        usage: vector.usage ?? null,
      })
      expect(outcome.events.at(-1)?.type).toBe('end')
    }
  })
})

describe('an answer that is not whole is never ended as if it were, wherever the bytes are cut', () => {
  test.each(INCOMPLETE)('$name', async (vector) => {
    for (const pieces of everyCut(bytesOf(vector))) {
      const outcome = await readBytes(pieces)
      expect(outcome.error?.code).toBe(vector.error)
      expect(outcome.text).toBe(vector.text ?? '')
      expect(outcome.error?.partial).toBe(vector.text !== undefined)
      expect(outcome.end).toBeNull()
    }
  })
})

test('any text comes back to the letter in any chunking', async () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed())
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyText, { maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
      async (texts, sizes) => {
        const bytes = Buffer.from(texts.map((text) => chunk(text)).join('') + DONE)
        const outcome = await readBytes(inPieces(bytes, sizes))
        expect(outcome.error).toBeNull()
        expect(outcome.text).toBe(texts.join(''))
      },
    ),
    { numRuns: 300 },
  )
})

test('no bytes whatsoever make it throw anything but its own error', async () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string().map((text) => Buffer.from(`data: ${text}\n\n`)),
    fc.json().map((text) => Buffer.from(`data: ${text}\n\n`)),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { maxLength: 8 }), async (pieces) => {
      const { error, end } = await readBytes(pieces)
      expect((error === null) !== (end === null)).toBe(true)
      expect(['CortexError', undefined]).toContain(error?.name)
    }),
    { numRuns: 500 },
  )
})

test('what one read brought is one event', async () => {
  const outcome = await readBytes([Buffer.from(chunk('a') + chunk('b') + chunk('c')), Buffer.from(chunk('d') + DONE)])
  expect(outcome.events.map((event) => (event.type === 'delta' ? event.content : event.type))).toEqual([
    'abc',
    'd',
    'end',
  ])
})

test('a line beyond its limit is cut before it is kept', async () => {
  const pieces = [Buffer.from(chunk('a')), Buffer.from(`data: "${'x'.repeat(190)}`), Buffer.alloc(60, 'x')]
  const outcome = await readBytes(pieces, { maxLineBytes: 200 })
  expect(outcome).toMatchObject({ text: 'a', error: { code: 'upstream_too_large', partial: true } })
})

test('an event of many lines beyond its limit is cut', async () => {
  const lines = Array.from({ length: 30 }, () => Buffer.from('data: 0123456789\n'))
  expect(await readBytes(lines, { maxEventBytes: 100 })).toMatchObject({ error: { code: 'upstream_too_large' } })
})

test('an answer beyond its limit is cut, what fits is kept', async () => {
  const outcome = await readBytes(
    [Buffer.from(chunk('12345')), Buffer.from(chunk('67890')), Buffer.from(chunk('x') + DONE)],
    { maxAnswerBytes: 10 },
  )
  expect(outcome).toMatchObject({ text: '1234567890', end: null, error: { code: 'upstream_too_large', partial: true } })
})

function inPieces(bytes: Uint8Array, sizes: Iterable<number>): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let at = 0
  for (const size of sizes) {
    if (at >= bytes.length) break
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

describe('what upstream nests without end', () => {
  const nested = '['.repeat(100_000) + ']'.repeat(100_000)

  test('as usage is left out: nobody could write it on', async () => {
    const bytes = `${chunk('a', 'stop')}data: {"choices":[],"usage":{"n":${nested}}}\n\n${DONE}`
    expect(await readBytes([Buffer.from(bytes)])).toMatchObject({ text: 'a', error: null, end: { usage: null } })
  })

  test('inside an error leaves it the error it is', async () => {
    const bytes = `${chunk('a')}data: {"error":{"message":"busy","code":503,"n":${nested}}}\n\n`
    expect(await readBytes([Buffer.from(bytes)])).toMatchObject({
      text: 'a',
      error: { code: 'upstream_overloaded', upstreamBody: '', partial: true },
    })
  })
})
