import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './read-json.ts'

const json = 'application/json'
const read = (text: string, contentType: string | undefined = json) => readJson(Buffer.from(text), contentType)

test.each([
  ['{"a": 1}', { a: 1 }],
  ['\uFEFF{"a": 1}', { a: 1 }],
  ['{"a": 1, "a": 2}', { a: 2 }],
  [' null ', null],
])('%j is read', (text, value) => expect(read(text)).toEqual({ value }))

test.each(['application/json; charset=utf-8', 'application/merge-patch+json', 'APPLICATION/JSON', undefined])(
  'content type %s is JSON',
  (contentType) => expect(readJson(Buffer.from('{}'), contentType)).toEqual({ value: {} }),
)

test('a body of another type is a text and so no object', () => {
  expect(read('{}', 'text/plain')).toEqual({ value: '{}' })
  expect(read('{}', 'application/jsonp')).toEqual({ value: '{}' })
})

test.each(['{', '{"a": NaN}', '{"a": Infinity}', "{'a': 1}", '{"a": 1,}', 'hello', '\0'])('%j is broken', (text) => {
  expect(read(text)).toMatchObject({ problem: { type: 'json_invalid', loc: ['body', expect.any(Number)], input: {} } })
})

test('no body is no value', () => {
  expect(readJson(undefined, json)).toEqual({ value: undefined })
  expect(readJson(Buffer.alloc(0), json)).toEqual({ value: undefined })
})

test('bytes that are not UTF-8 are told apart', () => {
  expect(readJson(Buffer.from([0x7b, 0xff, 0x7d]), json)).toEqual({ notUtf8: true })
})

test('nesting is bounded: 64 levels pass, 65 do not, and half a million do not overflow the stack', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(read(nested(64))).toHaveProperty('value')
  expect(read(nested(65))).toMatchObject({ problem: { type: 'json_too_deep' } })
  expect(read(nested(500_000))).toMatchObject({ problem: { type: 'json_too_deep' } })
})

test('a polluting name stays an ordinary field', () => {
  read('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(readJson(Buffer.from(bytes), json)).toBeTypeOf('object')
    }),
  )
})
