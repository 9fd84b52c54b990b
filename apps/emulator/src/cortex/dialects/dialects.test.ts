import { describe, expect, test } from 'vitest'
import type { AnswerPart } from '../answer/answer-part.ts'
import type { WholeAnswer } from '../answer/whole-answer.ts'
import { collect } from '../testing/collect.ts'
import { claudeDialect } from './claude-dialect.ts'
import type { Dialect } from './dialect.ts'
import { openaiDialect } from './openai-dialect.ts'
import { otherDialect } from './other-dialect.ts'
import { thinkAloud } from './think-aloud.ts'

const HEAD = { id: 'chatcmpl-abc', model: 'm', created: 1763996710 }
const USAGE = { promptTokens: 9, cachedTokens: 0, completionTokens: 5, reasoningTokens: 3 }
const TEXT: AnswerPart = { type: 'text', text: 'Hi' }
const THOUGHT: AnswerPart = { type: 'reasoning', text: 'Hm' }
const CALL: AnswerPart = { type: 'tool-call', index: 0, id: 'call_1', name: 'get_weather', arguments: '{"city"' }
const CUT: AnswerPart = { type: 'end', finishReason: 'length', usage: USAGE }

const lines = (dialect: Dialect, part: AnswerPart) => dialect.chunks(part, HEAD).map((chunk) => JSON.stringify(chunk))

const TAIL =
  '"created":1763996710,"id":"chatcmpl-abc","model":"m","object":"chat.completion.chunk","service_tier":"","system_fingerprint":""}'
const CLAUDE_TAIL = TAIL.replace('chatcmpl-abc', '')
const LOGPROBS = '"index":0,"logprobs":{"content":null,"refusal":null}}],'
const details = (reasoningTokens: number) =>
  `"completion_tokens_details":{"accepted_prediction_tokens":0,"audio_tokens":0,"reasoning_tokens":${reasoningTokens},"rejected_prediction_tokens":0}`
const promptDetails = (cachedTokens: number) =>
  `"prompt_tokens_details":{"audio_tokens":0,"cache_write_tokens":0,"cached_tokens":${cachedTokens}}`

describe('frames, to the byte', () => {
  test.each<[string, Dialect, AnswerPart, string[]]>([
    [
      'openai: text',
      openaiDialect,
      TEXT,
      [`{"choices":[{"delta":{"content":"Hi","refusal":"","role":"","tool_calls":null},${LOGPROBS}${TAIL}`],
    ],
    ['openai: reasoning is silent', openaiDialect, THOUGHT, []],
    [
      'openai: a tool call repeats id and name',
      openaiDialect,
      CALL,
      [
        `{"choices":[{"delta":{"content":"","refusal":"","role":"","tool_calls":[{"function":{"arguments":"{\\"city\\"","name":"get_weather"},"id":"call_1","index":0,"type":"function"}]},${LOGPROBS}${TAIL}`,
      ],
    ],
    [
      'openai: the end says why',
      openaiDialect,
      CUT,
      [
        `{"choices":[{"delta":{"content":"","refusal":"","role":"","tool_calls":null},"finish_reason":"length",${LOGPROBS}${TAIL}`,
      ],
    ],
    [
      'claude: text without id and finish reason',
      claudeDialect,
      TEXT,
      [
        `{"choices":[{"delta":{"content":"Hi","refusal":"","role":"","tool_calls":null},"finish_reason":"",${LOGPROBS}${CLAUDE_TAIL}`,
      ],
    ],
    [
      'claude: reasoning in a field of its own',
      claudeDialect,
      THOUGHT,
      [
        `{"choices":[{"delta":{"content":"","reasoning":"Hm","refusal":"","role":"","tool_calls":null},"finish_reason":"",${LOGPROBS}${CLAUDE_TAIL}`,
      ],
    ],
    [
      'claude: a tool call',
      claudeDialect,
      CALL,
      [
        `{"choices":[{"delta":{"content":"","refusal":"","role":"","tool_calls":[{"function":{"arguments":"{\\"city\\"","name":"get_weather"},"id":"call_1","index":0,"type":"function"}]},"finish_reason":"",${LOGPROBS}${CLAUDE_TAIL}`,
      ],
    ],
    [
      'claude: the end does not say why',
      claudeDialect,
      CUT,
      [
        `{"choices":[{"delta":{"content":"","refusal":"","role":"","tool_calls":null},"finish_reason":"",${LOGPROBS}${CLAUDE_TAIL}`,
      ],
    ],
    [
      'other: text',
      otherDialect,
      TEXT,
      [`{"choices":[{"delta":{"content":"Hi","refusal":"","role":"","tool_calls":null},${LOGPROBS}${TAIL}`],
    ],
    ['other: no reasoning', otherDialect, THOUGHT, []],
    ['other: no tool calls', otherDialect, CALL, []],
    [
      'other: always stop',
      otherDialect,
      CUT,
      [
        `{"choices":[{"delta":{"content":"","refusal":"","role":"","tool_calls":null},"finish_reason":"stop",${LOGPROBS}${TAIL}`,
      ],
    ],
  ])('%s', (_title, dialect, part, expected) => {
    expect(lines(dialect, part)).toEqual(expected)
  })

  test.each<[string, Dialect, string]>([
    [
      'openai',
      openaiDialect,
      `{"choices":[],${TAIL.slice(0, -1)},"usage":{"completion_tokens":5,${details(3)},"prompt_tokens":9,${promptDetails(4)},"total_tokens":14}}`,
    ],
    [
      'claude: cached beside prompt',
      claudeDialect,
      `{"choices":[],${CLAUDE_TAIL.slice(0, -1)},"usage":{"completion_tokens":5,${details(0)},"prompt_tokens":5,${promptDetails(4)},"total_tokens":14}}`,
    ],
    [
      'other',
      otherDialect,
      `{"choices":[],${TAIL.slice(0, -1)},"usage":{"completion_tokens":5,${details(0)},"prompt_tokens":9,${promptDetails(4)},"total_tokens":14}}`,
    ],
  ])('usage of %s', (_title, dialect, expected) => {
    expect(JSON.stringify(dialect.usageChunk({ ...USAGE, cachedTokens: 4 }, HEAD))).toBe(expected)
  })
})

describe('answers in one piece, to the byte', () => {
  const ANSWER: WholeAnswer = {
    reasoning: '',
    text: 'Four',
    toolCalls: [],
    finishReason: 'stop',
    usage: { ...USAGE, promptTokens: 21, completionTokens: 4, reasoningTokens: 0 },
  }

  test('claude answers as it was captured from a live account', () => {
    const head = { id: 'unused', model: 'claude-sonnet-4-5', created: 1787679484 }
    expect(JSON.stringify(claudeDialect.completion(ANSWER, head))).toBe(
      '{"choices":[{"finish_reason":"","index":0,"message":{"annotations":null,"audio":{"data":"","expires_at":0,"id":"","transcript":""},"content":"Four","function_call":{"arguments":"","name":""},"refusal":"","role":"assistant","tool_calls":null}}],"created":1787679484,"id":"","model":"claude-sonnet-4-5","object":"chat.completion","service_tier":"","system_fingerprint":"","usage":{"completion_tokens":4,"completion_tokens_details":{"accepted_prediction_tokens":0,"audio_tokens":0,"reasoning_tokens":0,"rejected_prediction_tokens":0},"prompt_tokens":21,"prompt_tokens_details":{"audio_tokens":0,"cache_write_tokens":0,"cached_tokens":0},"total_tokens":25}}',
    )
  })

  test('claude shows its reasoning beside the answer', () => {
    const message = claudeDialect.completion({ ...ANSWER, reasoning: '2 + 2' }, HEAD).choices[0]?.message
    expect(message).toMatchObject({ content: 'Four', reasoning: '2 + 2' })
  })

  test('openai has an id and says why it ended', () => {
    const completion = openaiDialect.completion({ ...ANSWER, finishReason: 'length' }, HEAD)
    expect(completion).toMatchObject({ id: 'chatcmpl-abc', choices: [{ finish_reason: 'length' }] })
  })

  test('other models say stop even when they were cut', () => {
    const completion = otherDialect.completion({ ...ANSWER, finishReason: 'length' }, HEAD)
    expect(completion).toMatchObject({ choices: [{ finish_reason: 'stop', message: { content: 'Four' } }] })
  })

  test('tool calls come whole and without an index', () => {
    const answer = {
      ...ANSWER,
      text: '',
      toolCalls: [{ id: 'call_1', name: 'now', arguments: '' }],
      finishReason: 'tool_calls' as const,
    }
    const choice = openaiDialect.completion(answer, HEAD).choices[0]
    expect(choice?.finish_reason).toBe('tool_calls')
    expect(JSON.stringify(choice?.message.tool_calls)).toBe(
      '[{"function":{"arguments":"","name":"now"},"id":"call_1","type":"function"}]',
    )
  })
})

test('deepseek-r1 thinks between tags in its text', async () => {
  async function* parts(): AsyncGenerator<AnswerPart> {
    yield THOUGHT
    yield { type: 'reasoning', text: 'm' }
    yield TEXT
    yield CUT
  }
  const said = await collect(thinkAloud(parts()))
  expect(said).toEqual([
    { type: 'text', text: '<think>\nHm' },
    { type: 'text', text: 'm' },
    { type: 'text', text: '\n</think>\n\n' },
    TEXT,
    CUT,
  ])
})
