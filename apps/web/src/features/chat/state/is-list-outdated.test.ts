import type { ModelView } from '@coco/shared/model-views'
import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import { isListOutdated } from './is-list-outdated.ts'

const listed = (access: ModelView['access'], id = 'claude'): ModelView => ({ id, access, isDefault: false })
const done: Answer = {
  ...waitingAnswer('claude', 0),
  text: 'Yes',
  status: 'done',
  finish: 'stop',
  latencyMs: 1,
  tokens: null,
}
const answered = { answer: { ...done, position: 3 }, refusal: null }
const denied = {
  answer: null,
  refusal: {
    model: 'claude',
    key: 'k',
    wish: { kind: 'send', text: 'May I?', parentId: null },
    failure: { code: 'model_not_allowed', requestId: null, retryAfterMs: null, limit: null, fix: null },
  },
} as const

test.each<[string, Parameters<typeof isListOutdated>[0], ModelView | null, boolean]>([
  ['an answer of a model that is listed as not granted', answered, listed('not_granted'), true],
  ['an answer of another day is no news', { ...answered, answer: done }, listed('not_granted'), false],
  ['an answer of a granted model is no news', answered, listed('granted'), false],
  ['an answer of another model is no news', answered, listed('not_granted', 'gpt'), false],
  ['a denial of a model that is listed as granted', denied, listed('granted'), true],
  ['a denial that was foreseen is no news', denied, listed('not_granted'), false],
  ['nothing is asked while there is no list', answered, null, false],
])('the list of models is asked for again: %s', (_, conversation, model, expected) => {
  expect(isListOutdated(conversation, model)).toBe(expected)
})
