import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import { endingOf } from './answer-ending.ts'

const written = { ...waitingAnswer('mistral-large2', 0), text: 'Half' }
const done = { ...written, status: 'done', latencyMs: 1, tokens: null } as const
const failure = { code: 'upstream_silent', requestId: null, retryAfterMs: null, limit: null, fix: null } as const

test.each<[string, Answer, string | null]>([
  ['a complete answer needs no word', { ...done, finish: 'stop' }, null],
  ['nor does a reason that is not known', { ...done, finish: 'unknown' }, null],
  [
    'one that is cut by length says so',
    { ...done, finish: 'length' },
    'This answer reached its longest allowed length and was cut.',
  ],
  ['a content filter is named', { ...done, finish: 'content_filter' }, 'The model’s content filter ended this answer.'],
  [
    'an empty answer is not passed over',
    { ...done, text: '', finish: 'stop' },
    'mistral-large2 ended without writing anything.',
  ],
  ['Stop is marked', { ...written, status: 'stopped', isSettled: true }, 'Stopped'],
  [
    'so is Stop before there was anything',
    { ...written, text: '', status: 'stopped', isSettled: true },
    'Stopped before the first word',
  ],
  [
    'a server that ended in the middle is named',
    { ...written, status: 'interrupted' },
    'Interrupted: the server ended while this was being written. What is here may not be all.',
  ],
  [
    'a stream without an end is not taken for one',
    { ...written, status: 'incomplete' },
    'The connection ended early: this answer may be incomplete.',
  ],
  [
    'an answer that is on the page alone says so',
    { ...written, status: 'failed', failure: { ...failure, code: 'store_unavailable' } },
    'This answer could not be saved. Copy what you need of it before you reload the page.',
  ],
  [
    'a failure says what and that more is missing',
    { ...written, status: 'failed', failure },
    'mistral-large2 fell silent before its answer was complete. What is here may not be all.',
  ],
])('%s', (_, answer, expected) => {
  expect(endingOf(answer, 'User Alpha')).toBe(expected)
})
