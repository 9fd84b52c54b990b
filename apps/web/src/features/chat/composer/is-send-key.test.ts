import { expect, test } from 'vitest'
import { isSendKey } from './is-send-key.ts'

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 }

test.each([
  ['Enter sends', enter, true],
  ['Shift+Enter is a new line', { ...enter, shiftKey: true }, false],
  ['Enter that ends a composition never sends', { ...enter, isComposing: true }, false],
  ['nor does the one that Safari reports after it', { ...enter, keyCode: 229 }, false],
  ['another key does not send', { ...enter, key: 'a', keyCode: 65 }, false],
])('%s', (_, key, expected) => {
  expect(isSendKey(key)).toBe(expected)
})
