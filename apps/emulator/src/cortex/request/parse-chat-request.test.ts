import { describe, expect, test } from 'vitest'
import { parseChatRequest } from './parse-chat-request.ts'

const PIXEL = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }
const user = (content: unknown) => ({ role: 'user', content })
const CALL = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }],
}
const RESULT = { role: 'tool', tool_call_id: 'c1', content: '21 degrees' }

const GPT = 'openai-gpt-4.1'
const CLAUDE = 'claude-4-sonnet'
const LLAMA = 'llama3.1-70b'

function refusalOf(model: string, messages: unknown): string | null {
  const parsed = parseChatRequest({ model, messages })
  return parsed.ok ? null : parsed.refusal.message
}

describe('messages that are taken', () => {
  test.each<[string, string, unknown[]]>([
    ['text', LLAMA, [user('hi')]],
    [
      'text parts',
      LLAMA,
      [
        user([
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ]),
      ],
    ],
    ['keys nobody knows', LLAMA, [{ ...user('hi'), name: 'ann', x: { y: 1 } }]],
    ['an image for GPT', GPT, [user([PIXEL])]],
    ['twenty images for Claude', CLAUDE, [user(Array.from({ length: 20 }, () => PIXEL))]],
    ['a developer turn for GPT', GPT, [{ role: 'developer', content: 'be short' }, user('hi')]],
    ['an answered tool call for GPT', GPT, [user('hi'), CALL, RESULT]],
    ['an answered tool call for Claude', CLAUDE, [user('hi'), CALL, RESULT]],
    ['an assistant turn at the end for Llama', LLAMA, [user('hi'), { role: 'assistant', content: 'yes' }]],
  ])('%s', (_title, model, messages) => {
    expect(refusalOf(model, messages)).toBeNull()
  })
})

describe('messages that are refused, with the place named', () => {
  test.each<[string, string, unknown, string]>([
    ['no list', GPT, 'hi', 'messages: '],
    ['an empty list', GPT, [], 'messages: '],
    ['an empty message', GPT, [{}], 'messages.0.role: '],
    ['a role nobody has', GPT, [{ role: 'wizard', content: 'hi' }], 'messages.0.role: '],
    ['no content', GPT, [{ role: 'user' }], 'messages.0.content: content is required'],
    ['a number as content', GPT, [user(7)], 'messages.0.content: '],
    ['a file part', GPT, [user([{ type: 'file', file: {} }])], 'this type of content part is not supported'],
    [
      'an audio part',
      CLAUDE,
      [user([{ type: 'input_audio', input_audio: {} }])],
      'this type of content part is not supported',
    ],
    [
      'an image by address',
      GPT,
      [user([{ type: 'image_url', image_url: { url: 'https://x.test/a.png' } }])],
      'only base64 data URLs',
    ],
    ['twenty-one images', GPT, [user(Array.from({ length: 21 }, () => PIXEL))], 'at most 20 images'],
    ['an image for Llama', LLAMA, [user([PIXEL])], 'image_url content is not supported'],
    [
      'a developer turn for Claude',
      CLAUDE,
      [{ role: 'developer', content: 'x' }, user('hi')],
      'role developer is not supported',
    ],
    ['a tool turn for Llama', LLAMA, [user('hi'), RESULT], 'role tool is not supported'],
    ['a tool turn without its call', GPT, [user('hi'), { role: 'tool', content: 'x' }], 'tool_call_id is required'],
    [
      'an open tool call',
      CLAUDE,
      [user('hi'), CALL, user('and?')],
      "Each 'toolUse' block must be accompanied with a matching 'toolResult' block.",
    ],
    [
      'an assistant turn at the end for Claude',
      CLAUDE,
      [user('hi'), { role: 'assistant', content: 'x' }],
      'must end with a user message',
    ],
  ])('%s', (_title, model, messages, expected) => {
    expect(refusalOf(model, messages)).toContain(expected)
  })

  test('images of more than 20 MiB together', () => {
    const url = `data:image/png;base64,${'A'.repeat(15_000_000)}`
    expect(
      refusalOf(GPT, [
        user([
          { type: 'image_url', image_url: { url } },
          { type: 'image_url', image_url: { url } },
        ]),
      ]),
    ).toContain('images exceed 20 MiB')
  })
})

test('max_tokens is refused in the words that were recorded', () => {
  const parsed = parseChatRequest({ model: CLAUDE, messages: [user('hi')], max_tokens: 5 })
  expect(parsed).toMatchObject({
    ok: false,
    refusal: { message: 'max_tokens is deprecated in favor of max_completion_tokens' },
  })
})

test('a qualified model name is the model of that name', () => {
  const parsed = parseChatRequest({ model: 'SNOWFLAKE.MODELS."CLAUDE-4-SONNET"', messages: [user('hi')] })
  expect(parsed).toMatchObject({ ok: true, request: { model: CLAUDE, family: 'claude' } })
})

test('more than one choice is refused instead of forgotten', () => {
  const parsed = parseChatRequest({ model: GPT, messages: [user('hi')], n: 2 })
  expect(parsed).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('one choice') } })
})
