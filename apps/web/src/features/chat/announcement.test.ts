import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import { announcementOf } from './announcement.ts'
import { type Conversation, emptyConversation } from './conversation.ts'

const written = { ...waitingAnswer('m', 0), text: 'Forty-two.' }
const withAnswer = (answer: Answer): Conversation => ({
  ...emptyConversation(''),
  exchanges: [{ id: 'x', question: 'Why?', answer, generationId: null }],
})
const done: Answer = { ...written, status: 'done', finish: 'stop', latencyMs: 1, tokens: null }

test.each<[string, Answer, string]>([
  ['while it waits', waitingAnswer('m', 0), 'Answering'],
  ['while it writes', { ...written, status: 'writing' }, 'Answering'],
  ['when a short answer is complete', done, 'Answer complete. Forty-two.'],
  ['when a long answer is complete', { ...done, text: 'x'.repeat(500) }, 'Answer complete.'],
  ['when it was stopped', { ...written, status: 'stopped' }, 'Stopped'],
  ['when it may be incomplete', { ...written, status: 'incomplete' }, 'The answer may be incomplete.'],
])('a screen reader hears the state %s', (_, answer, expected) => {
  expect(announcementOf(withAnswer(answer))).toBe(expected)
})

test('further text is no further announcement', () => {
  const first = announcementOf(withAnswer({ ...written, status: 'writing' }))
  const second = announcementOf(withAnswer({ ...written, status: 'writing', text: 'Forty-two. And more.' }))
  expect(second).toBe(first)
})

test('a refusal is left to its own alert', () => {
  const failure = { code: 'internal', requestId: null, retryAfterMs: null, fix: null } as const
  expect(announcementOf({ ...withAnswer(done), refusal: { failure, model: 'm' } })).toBe('')
})
