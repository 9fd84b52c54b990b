import { expect, test } from 'vitest'
import { type Answer, stopAnswer, waitingAnswer } from '../state/answer.ts'
import { type Queued, queueGoesOn } from './queued-message.ts'

const running = waitingAnswer('m', 0)
const done: Answer = { ...running, text: 'Yes.', status: 'done', finish: 'stop', latencyMs: 1, tokens: null }
const waiting: Queued = { draft: 'And then?', replyKey: 'second', is: 'waiting' }
const writing = { draft: 'And then?', replyKey: 'second', answer: running, isAnswering: true }
const ended = { ...writing, answer: done, isAnswering: false }

test.each([
  ['waits while the answer is written', waiting, writing, waiting],
  ['may go when it has ended', waiting, ended, waiting],
  ['stays when it came to nothing', waiting, { ...ended, answer: stopAnswer(running, 0) }, { ...waiting, is: 'kept' }],
  ['stays when another version is shown', waiting, { ...ended, replyKey: 'first' }, { ...waiting, is: 'left' }],
  ['is another one when it is changed', waiting, { ...writing, draft: 'And?' }, null],
  ['is not spoken of any more once another answer is written', { ...waiting, is: 'left' }, writing, null],
] as const)('a message that was sent off early %s (U12)', (_, queued, now, expected) => {
  expect(queueGoesOn(queued, now)).toEqual(expected)
})
