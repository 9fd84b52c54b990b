import { NO_RULES } from '@coco/shared/answer-defaults'
import { MAX_TENANT_PROMPT_CHARS, MAX_TOKENS_LIMIT } from '@coco/shared/answer-limits'
import { expect, test } from 'vitest'
import { readStoredRules } from './stored-rules.ts'

const STRICT = { ...NO_RULES, minTemperature: 0.2, maxTemperature: 0.4, maxTokens: 100, allowsInstructions: false }

test('what this version allows is read as it is', () => {
  expect(readStoredRules({ ...STRICT, ofLater: 1 })).toEqual({ rules: STRICT, isChanged: false })
})

test.each([
  ['more than may be asked for by now', { maxTokens: MAX_TOKENS_LIMIT * 2 }, { maxTokens: MAX_TOKENS_LIMIT }],
  ['less than may be asked for', { maxTokens: 0.5 }, { maxTokens: 1 }],
  ['higher temperatures', { maxTemperature: 2 }, { maxTemperature: 1 }],
  ['only higher temperatures', { minTemperature: 1.5, maxTemperature: 2 }, { minTemperature: 1, maxTemperature: 1 }],
  ['bounds that cross', { minTemperature: 0.6 }, { minTemperature: 0.4 }],
])('%s: what is nearest holds, and the other rules stay', (_, stored, expected) => {
  expect(readStoredRules({ ...STRICT, ...stored })).toEqual({ rules: { ...STRICT, ...expected }, isChanged: true })
})

test('a prompt that was allowed to be longer is still told whole', () => {
  const systemPrompt = 'x'.repeat(MAX_TENANT_PROMPT_CHARS + 1)
  expect(readStoredRules({ ...STRICT, systemPrompt }).rules).toEqual({ ...STRICT, systemPrompt })
})

test('what says nothing about a bound is an error, and never no bound', () => {
  expect(() => readStoredRules({ ...STRICT, maxTokens: 'all' })).toThrow(/maxTokens/)
  expect(() => readStoredRules({})).toThrow(/allowsInstructions/)
})
