import { describe, expect, test } from 'vitest'
import type { ModelFamily } from '../model-family.ts'
import { parseChatRequest } from './parse-chat-request.ts'
import { REQUEST_FIELDS } from './request-fields.ts'

const MODEL: Record<ModelFamily, string> = {
  openai: 'openai-gpt-4.1',
  claude: 'claude-4-sonnet',
  other: 'llama3.1-70b',
}
const MESSAGES = [{ role: 'user', content: 'hi' }]
const FUNCTION = { type: 'function', function: { name: 'f', parameters: {} } }
const JSON_SCHEMA = { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } }

/** A good value for every field of the table, and a bad one where the type tells good from bad. */
const VALUES: Record<string, { good: unknown; bad?: unknown }> = {
  model: { good: 'set per family' },
  messages: { good: MESSAGES, bad: 'hi' },
  stream: { good: true, bad: 'yes' },
  stream_options: { good: { include_usage: true }, bad: 1 },
  temperature: { good: 2, bad: 2.1 },
  top_p: { good: 1, bad: 1.1 },
  max_completion_tokens: { good: 131_072, bad: 131_073 },
  max_tokens: { good: 10 },
  service_tier: { good: 'auto' },
  store: { good: false },
  n: { good: 1, bad: 'two' },
  stop: { good: ['a'], bad: 1 },
  logit_bias: { good: { 50256: -100 }, bad: { 50256: -101 } },
  logprobs: { good: true, bad: 'yes' },
  top_logprobs: { good: 20, bad: 21 },
  presence_penalty: { good: -2, bad: -2.1 },
  frequency_penalty: { good: 2, bad: '1' },
  seed: { good: 1, bad: 'x' },
  parallel_tool_calls: { good: true, bad: 'no' },
  verbosity: { good: 'low', bad: 'loud' },
  prompt_cache_key: { good: 'k', bad: 7 },
  reasoning_effort: { good: 'low', bad: 'enormous' },
  metadata: { good: { a: 'b' } },
  modalities: { good: ['text'] },
  safety_identifier: { good: 'x' },
  audio: { good: {} },
  tools: { good: [FUNCTION], bad: [{ type: 'web_search' }] },
  tool_choice: { good: 'auto', bad: 'maybe' },
  response_format: { good: JSON_SCHEMA, bad: { type: 'xml' } },
  reasoning: { good: { effort: 'low' }, bad: 'low' },
}

const parse = (family: ModelFamily, fields: Record<string, unknown>) =>
  parseChatRequest({ messages: MESSAGES, ...fields, model: MODEL[family] })

const rows = Object.entries(REQUEST_FIELDS).flatMap(([field, treatments]) =>
  (['openai', 'claude', 'other'] as const).map((family) => ({ field, family, treatment: treatments[family] })),
)

describe.each(rows)('$field on a model of family $family: $treatment', ({ field, family, treatment }) => {
  const { good, bad } = VALUES[field] ?? { good: undefined }

  test('holds for a good value', () => {
    expect(good, 'VALUES lacks this field').toBeDefined()
    const parsed = parse(family, { [field]: good })
    const seen = parsed.ok ? field in parsed.request.fields : parsed.refusal
    const refusal = { statusCode: 400, code: '400', message: expect.stringContaining(field) }
    expect(seen).toEqual({ works: true, ignored: false, refused: refusal }[treatment])
  })

  test('null is as good as absent', () => {
    if (field === 'model' || field === 'messages') return
    expect(parse(family, { [field]: null }).ok).toBe(true)
  })

  test('a bad value matters only where the field works', () => {
    if (bad === undefined) return
    const parsed = parse(family, { [field]: bad })
    expect(parsed.ok).toBe(treatment === 'ignored')
    if (parsed.ok || treatment === 'refused') return
    const complaint = new RegExp(`^input schema validation error: \\[${field}[.:].*\\]$`)
    expect(parsed.refusal).toEqual({ statusCode: 400, code: '400', message: expect.stringMatching(complaint) })
  })
})

describe('fields of a model of OpenAI have its ranges', () => {
  test.each<[string, unknown]>([
    ['top_p', -0.1],
    ['logit_bias', { a: 'b' }],
    ['logit_bias', [1]],
    ['top_logprobs', 1.5],
    ['presence_penalty', 2.1],
    ['frequency_penalty', -3],
    ['stop', ['a', 'b', 'c', 'd', 'e']],
    ['stop', [1]],
    ['n', 0],
    ['n', 2],
    ['seed', 1.5],
    ['response_format', { type: 'json_schema', json_schema: { name: 'n', schema: 'object' } }],
    ['response_format', { type: 'json_schema', json_schema: { schema: {} } }],
  ])('%s cannot be %j', (field, value) => {
    expect(parse('openai', { [field]: value })).toMatchObject({
      ok: false,
      refusal: { statusCode: 400, message: expect.stringContaining(`input schema validation error: [${field}`) },
    })
  })
})

test('claude-opus-4-7 ignores the temperature', () => {
  const parsed = parseChatRequest({ model: 'claude-opus-4-7', messages: MESSAGES, temperature: 99 })
  expect(parsed.ok && parsed.request.fields).toEqual({ model: 'claude-opus-4-7', messages: MESSAGES })
})
