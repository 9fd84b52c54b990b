import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChatStreamBody } from './chat-stream-body.ts'

const hi = { message: 'hi' }
const problemsOf = (body: unknown) => {
  const read = readChatStreamBody(body)
  return 'problems' in read ? read.problems.map(({ type, loc }) => [type, loc.join('.')]) : []
}
const valueOf = (body: unknown) => {
  const read = readChatStreamBody(body)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.value
}

test("what is left out gets the quickstart's defaults", () => {
  expect(valueOf(hi)).toEqual({
    messages: [{ role: 'user', content: 'hi' }],
    model: null,
    maxTokens: 4096,
    temperature: 0.7,
  })
})

describe('is accepted', () => {
  test.each([
    [{ max_tokens: 1 }, { maxTokens: 1 }],
    [{ max_tokens: 16384 }, { maxTokens: 16384 }],
    [{ max_tokens: '12' }, { maxTokens: 12 }],
    [{ max_tokens: ' 7 ' }, { maxTokens: 7 }],
    [{ max_tokens: 12.0 }, { maxTokens: 12 }],
    [{ max_tokens: true }, { maxTokens: 1 }],
    [{ temperature: 0 }, { temperature: 0 }],
    [{ temperature: 1 }, { temperature: 1 }],
    [{ temperature: '0.5' }, { temperature: 0.5 }],
    [{ temperature: true }, { temperature: 1 }],
    [{ model: '' }, { model: null }],
    [{ model: null }, { model: null }],
    [{ model: ' any text ' }, { model: ' any text ' }],
    [{ metadata: { a: 1 }, unknown: [1] }, {}],
    [{ messages: null, metadata: null }, {}],
    [{ messages: [] }, {}],
    [{ message: ' ' }, { messages: [{ role: 'user', content: ' ' }] }],
  ])('%j', (fields, expected) => expect(valueOf({ ...hi, ...fields })).toMatchObject(expected))
})

describe('is refused', () => {
  test.each([
    [{ max_tokens: 0 }, ['greater_than_equal', 'body.max_tokens']],
    [{ max_tokens: 16385 }, ['less_than_equal', 'body.max_tokens']],
    [{ max_tokens: 1.5 }, ['int_from_float', 'body.max_tokens']],
    [{ max_tokens: null }, ['int_type', 'body.max_tokens']],
    [{ max_tokens: 'abc' }, ['int_parsing', 'body.max_tokens']],
    [{ max_tokens: false }, ['greater_than_equal', 'body.max_tokens']],
    [{ temperature: -0.1 }, ['greater_than_equal', 'body.temperature']],
    [{ temperature: 1.1 }, ['less_than_equal', 'body.temperature']],
    [{ temperature: null }, ['float_type', 'body.temperature']],
    [{ temperature: 'x' }, ['float_parsing', 'body.temperature']],
    [{ temperature: 'nan' }, ['float_parsing', 'body.temperature']],
    [{ metadata: [] }, ['dict_type', 'body.metadata']],
    [{ messages: {} }, ['list_type', 'body.messages']],
    [{ messages: ['a'] }, ['dict_type', 'body.messages.0']],
    [{ messages: [{}] }, ['missing', 'body.messages.0.role']],
    [{ messages: [{ role: 'root', content: 'x' }] }, ['literal_error', 'body.messages.0.role']],
    [{ messages: [{ role: 'user', content: 5 }] }, ['string_type', 'body.messages.0.content']],
    [{ messages: [{ role: 'user', content: null }] }, ['string_type', 'body.messages.0.content']],
    [{ messages: [{ role: 'user', content: [] }] }, ['too_short', 'body.messages.0.content']],
    [{ messages: [{ role: 'user', content: ['x'] }] }, ['dict_type', 'body.messages.0.content.0']],
    [{ messages: Array.from({ length: 1001 }, () => ({ role: 'user', content: 'x' })) }, ['too_long', 'body.messages']],
    [{ message: 5 }, ['string_type', 'body.message']],
    [{ model: 5 }, ['string_type', 'body.model']],
    [{ message: '', messages: [] }, ['value_error', 'body']],
    [{ message: null }, ['value_error', 'body']],
  ])('%j', (fields, expected) => expect(problemsOf({ ...hi, ...fields })[0]).toEqual(expected))

  test.each([
    [undefined, 'missing'],
    [null, 'missing'],
    [[], 'model_attributes_type'],
    ['text', 'model_attributes_type'],
  ])('a body that is %j', (body, type) => expect(problemsOf(body)).toEqual([[type, 'body']]))
})

test('all problems are named, in the order of the fields', () => {
  const types = problemsOf({ temperature: 2, metadata: [], max_tokens: 0, model: 5, message: 5 })
  expect(types.map(([, loc]) => loc)).toEqual([
    'body.message',
    'body.model',
    'body.max_tokens',
    'body.temperature',
    'body.metadata',
  ])
})

test('turns go on to the letter: extra fields, content parts, tool calls', () => {
  const messages = [
    { role: 'system', content: 'mine', name: 'x' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'image_url', image_url: { url: 'data:' } },
      ],
    },
    { role: 'assistant', content: null, tool_calls: [{ id: '1' }] },
    { role: 'tool', content: 'r', tool_call_id: '1' },
  ]
  expect(valueOf({ ...hi, messages }).messages).toBe(messages)
})

test('values come back only shortened', () => {
  const read = readChatStreamBody({ ...hi, max_tokens: 'x'.repeat(1_000_000) })
  expect(JSON.stringify(read).length).toBeLessThan(500)
})

test('no JSON value makes it throw', () => {
  const names = fc.constantFrom('message', 'messages', 'model', 'max_tokens', 'temperature', 'metadata')
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())), (body) => {
      expect(readChatStreamBody(body)).toBeTypeOf('object')
    }),
  )
})

test.each(['max_tokens', 'temperature'])('%s as a number that never ends is refused in no time', (field) => {
  const digits = '1'.repeat(50_000)
  const startedMs = performance.now()
  for (const text of [`${digits}x`, `${digits}.${digits}x`, `.${digits}x`, `${' '.repeat(50_000)}x`]) {
    expect(problemsOf({ ...hi, [field]: text })).toHaveLength(1)
  }
  expect(performance.now() - startedMs).toBeLessThan(1_000)
})
