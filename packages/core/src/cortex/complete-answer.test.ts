import { expect, test } from 'vitest'
import { completeAnswer } from './complete-answer.ts'
import { DEFAULT_LIMITS } from './limits.ts'

// Captured from a Claude model: '' and null and objects of zeros instead of absent fields.
const CLAUDE = {
  choices: [
    {
      finish_reason: '',
      index: 0,
      message: {
        annotations: null,
        audio: { data: '', expires_at: 0, id: '', transcript: '' },
        content: 'Four',
        function_call: { arguments: '', name: '' },
        refusal: '',
        role: 'assistant',
        tool_calls: null,
      },
    },
  ],
  created: 1787679484,
  id: '',
  usage: { completion_tokens: 4, prompt_tokens: 21, total_tokens: 25 },
}

test('a whole answer becomes the events of a stream', () => {
  expect(completeAnswer(CLAUDE, DEFAULT_LIMITS)).toEqual([
    { type: 'delta', content: 'Four' },
    { type: 'end', finishReason: 'stop', usage: CLAUDE.usage },
  ])
})

test('reasoning, parts and tool calls are read as in a stream', () => {
  const message = { reasoning: 'hm', content: [{ type: 'text', text: 'a' }], tool_calls: [{ id: 't' }] }
  expect(completeAnswer({ choices: [{ message, finish_reason: '' }] }, DEFAULT_LIMITS)).toEqual([
    { type: 'reasoning', content: 'hm' },
    { type: 'delta', content: 'a' },
    { type: 'end', finishReason: 'tool_calls', usage: null },
  ])
})

test.each([
  ['an error', { error: { message: 'x', code: 429 } }, 'upstream_rate_limited'],
  ['no choices', { choices: [] }, 'upstream_malformed'],
  ['something else', { hello: 'world' }, 'upstream_malformed'],
  ['no object', 5, 'upstream_malformed'],
])('%s is no answer', (_name, json, code) => {
  expect(() => completeAnswer(json, DEFAULT_LIMITS)).toThrow(expect.objectContaining({ code }))
})
