import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import { announcementOf } from './announcement.ts'

const written = { ...waitingAnswer('m', 0), text: 'Forty-two.' }
const done: Answer = { ...written, status: 'done', finish: 'stop', latencyMs: 1, tokens: null }

test.each<[string, Answer, string]>([
  ['while it waits', waitingAnswer('m', 0), 'Answering'],
  ['while it writes', { ...written, status: 'writing' }, 'Answering'],
  ['when a short answer is complete', done, 'Answer complete. Forty-two.'],
  ['when a long answer is complete', { ...done, text: 'x'.repeat(500) }, 'Answer complete.'],
  ['when it was stopped', { ...written, status: 'stopped', isSettled: true }, 'Stopped'],
  ['when the server ended', { ...written, status: 'interrupted' }, 'Interrupted. The answer is not complete.'],
  ['when it may be incomplete', { ...written, status: 'incomplete' }, 'The answer may be incomplete.'],
])('a screen reader hears the state %s', (_, answer, expected) => {
  expect(announcementOf(answer, false)).toBe(expected)
})

test('further text is no further announcement', () => {
  const first = announcementOf({ ...written, status: 'writing' }, false)
  const second = announcementOf({ ...written, status: 'writing', text: 'Forty-two. And more.' }, false)
  expect(second).toBe(first)
})

test('a refusal is left to its own alert', () => {
  expect(announcementOf(done, true)).toBe('')
})
