import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectAnswer } from '../answer/whole-answer.ts'
import { collect } from '../testing/collect.ts'
import type { ChatRequest } from '../request/chat-request.ts'
import { parseChatRequest } from '../request/parse-chat-request.ts'
import { createLocalWriter } from './local-writer.ts'
import { MODEL_PACE, paced } from './pace.ts'
import { seededRandom } from './seeded-random.ts'
import { countTokens, tokenize } from './tokenize.ts'

const IMMEDIATE = { firstTokenMs: 0, tokensPerSecond: Infinity }
const never = new AbortController().signal

function asked(prompt: string, fields: Record<string, unknown> = {}): ChatRequest {
  const parsed = parseChatRequest({
    model: 'claude-4-sonnet',
    messages: [{ role: 'user', content: prompt }],
    ...fields,
  })
  if (!parsed.ok) throw new Error(parsed.refusal.message)
  return parsed.request
}

async function pieces(request: ChatRequest) {
  return collect(await createLocalWriter(IMMEDIATE)(request, never))
}

describe('an answer', () => {
  test('comes in the same pieces each time, several tokens in most', async () => {
    const request = asked('Write a long answer of 200 words')
    const first = await pieces(request)
    expect(await pieces(request)).toEqual(first)
    const sizes = first.flatMap((part) => (part.type === 'text' ? [tokenize(part.text).length] : []))
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })

  test('has a usage that fits its text', async () => {
    const answer = await collectAnswer(
      await createLocalWriter(IMMEDIATE)(asked('hello', { reasoning: { effort: 'low' } }), never),
    )
    expect(answer.usage.completionTokens).toBe(countTokens(answer.text) + countTokens(answer.reasoning))
    expect(answer.usage.reasoningTokens).toBe(countTokens(answer.reasoning))
    expect(answer.finishReason).toBe('stop')
  })

  test('that a stop sequence cut has ended by itself, not by its limit', async () => {
    const request = asked('count to 9', { model: 'openai-gpt-4.1', stop: ', 4' })
    const answer = await collectAnswer(await createLocalWriter(IMMEDIATE)(request, never))
    expect(answer).toMatchObject({ text: '1, 2, 3', finishReason: 'stop' })
  })

  test('that thinks counts its thoughts against the limit', async () => {
    const fields = { reasoning: { effort: 'low' }, max_completion_tokens: 5 }
    const answer = await collectAnswer(await createLocalWriter(IMMEDIATE)(asked('hello', fields), never))
    expect(answer).toMatchObject({
      text: '',
      finishReason: 'length',
      usage: { completionTokens: 5, reasoningTokens: 5 },
    })
  })
})

describe('the pace', () => {
  const tokens = Array.from({ length: 40 }, () => 'x ')

  test('is that of a model, first token and rate', async () => {
    const startedAtMs = performance.now()
    let firstAtMs = 0
    for await (const _piece of paced(tokens, { firstTokenMs: 40, tokensPerSecond: 400 }, seededRandom('a'), never))
      firstAtMs ||= performance.now()
    expect(firstAtMs - startedAtMs).toBeGreaterThanOrEqual(29)
    expect(performance.now() - firstAtMs).toBeGreaterThanOrEqual(70)
  })

  test('of the product is 150 to 300 ms and 60 to 80 tokens a second', () => {
    expect(MODEL_PACE.firstTokenMs * 0.75).toBe(150)
    expect(MODEL_PACE.firstTokenMs * 1.5).toBe(300)
    expect(MODEL_PACE.tokensPerSecond * 0.86).toBeGreaterThanOrEqual(60)
    expect(MODEL_PACE.tokensPerSecond * 1.14).toBeLessThan(80)
  })

  test('ends at once when the caller leaves', async () => {
    const caller = new AbortController()
    const slow = paced(tokens, { firstTokenMs: 3_600_000, tokensPerSecond: 1 }, seededRandom('a'), caller.signal)
    const next = slow.next()
    caller.abort()
    await expect(next).rejects.toThrow('aborted')
  })
})

test('tokens joined are the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(tokenize(text).join('')).toBe(text)
      expect(countTokens(text)).toBe(tokenize(text).length)
    }),
  )
})
