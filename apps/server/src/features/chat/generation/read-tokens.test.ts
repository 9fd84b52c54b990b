import { expect, test } from 'vitest'
import { readTokens } from './read-tokens.ts'

test.each([
  [null, null, null],
  [{}, null, null],
  [{ prompt_tokens: 12, completion_tokens: 0, total_tokens: 12 }, 12, 0],
  [{ prompt_tokens: -1, completion_tokens: 1.5 }, null, null],
  [{ prompt_tokens: '12', completion_tokens: 1e300 }, null, null],
])('of %j are counted %j and %j', (usage, promptTokens, completionTokens) => {
  expect(readTokens(usage)).toEqual({ promptTokens, completionTokens })
})
