import { ErrorCode } from '@coco/shared/error-codes'
import { expect, test } from 'vitest'
import { failureSentence } from './failure-sentence.ts'

const about = { tenant: 'User Beta', model: 'claude-4-sonnet' }
const failure = (code: ErrorCode) => ({ code, requestId: null, retryAfterMs: null, limit: null, fix: null })

test.each(ErrorCode.options)('%s is told in plain sentences, without its code', (code) => {
  const sentence = failureSentence(failure(code), about)
  expect(sentence).toMatch(/^(\p{Lu}|claude-4-sonnet ).+\.$/u)
  expect(sentence).not.toMatch(/undefined|[a-z]_[a-z]|\d{3}/)
})

test('a denial names who may not use what', () => {
  expect(failureSentence(failure('model_not_allowed'), about)).toBe(
    'Snowflake does not let User Beta use claude-4-sonnet.',
  )
})
