import { MAX_PROMPT_BYTES } from '@coco/shared/answer-limits'
import { expect, test } from 'vitest'
import { exchangesOf, type Message } from '../state/thread.ts'
import { contextUse, jsonBytes } from './context-use.ts'

test.each(['', 'plain', 'a "quoted"\n\\line\t', 'größer', '日本の首都', '👩‍🚀 pair', '\u0001\u000b\u001f', '\b\f\r'])(
  'the length of %j as JSON is what the server will count',
  (text) => {
    expect(jsonBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)) - 2)
  },
)

/** A path of questions without answers in between would be none: one exchange, its question as long as is asked for. */
function conversation(text: string) {
  const place = { parentId: null, key: 'q', isUnseen: false }
  const messages: Message[] = [{ ...place, id: 'q', role: 'user', text }]
  return { messages, exchanges: exchangesOf({ messages, leafId: 'q' }) }
}

const useOf = (text: string, draft: string) => {
  const { messages, exchanges } = conversation(text)
  return contextUse(exchanges, messages, draft)
}

test('what is said and what is being written fill a conversation together; nothing fills it silently (U52)', () => {
  expect(useOf('', '')).toBeLessThan(0.01)
  expect(useOf('x'.repeat(MAX_PROMPT_BYTES * 0.5), '')).toBeCloseTo(0.5, 2)
  expect(useOf('x'.repeat(MAX_PROMPT_BYTES * 0.5), 'ü'.repeat(MAX_PROMPT_BYTES * 0.2))).toBeCloseTo(0.9, 2)
  expect(useOf('x'.repeat(MAX_PROMPT_BYTES), '')).toBeGreaterThan(1)
})
