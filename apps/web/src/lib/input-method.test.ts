import { expect, test } from 'vitest'
import { isEscape } from './input-method.ts'

const escape = { key: 'Escape', isComposing: false, keyCode: 27 }

test.each([
  ['Escape closes', escape, true],
  ['Escape that drops a word of an input method closes nothing', { ...escape, isComposing: true }, false],
  ['nor does the one that Safari reports after it', { ...escape, keyCode: 229 }, false],
  ['another key does not close', { ...escape, key: 'a', keyCode: 65 }, false],
])('%s', (_, key, expected) => {
  expect(isEscape(key)).toBe(expected)
})
