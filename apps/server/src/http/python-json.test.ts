import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPythonJson } from './python-json.ts'

test.each([
  [{ id: 'x', n: 1, list: [1, 'a', null] }, '{"id": "x", "n": 1, "list": [1, "a", null]}'],
  [{}, '{}'],
  [[], '[]'],
  ['a "quoted" \\ line\nbreak\ttab', '"a \\"quoted\\" \\\\ line\\nbreak\\ttab"'],
  ['é\u2028\u2029\u0085\u007f', '"\\u00e9\\u2028\\u2029\\u0085\\u007f"'],
  ['🔑', '"\\ud83d\\udd11"'],
  ['\ud800 alone', '"\\ud800 alone"'],
  [{ kept: 0, gone: undefined }, '{"kept": 0}'],
  [0.7, '0.7'],
  [true, 'true'],
])('%j as json.dumps writes it', (value, text) => expect(toPythonJson(value)).toBe(text))

test('it is JSON for the same value, on one line, in printable ASCII', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = toPythonJson(value)
      expect(text).toMatch(/^[ -~]*$/)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
