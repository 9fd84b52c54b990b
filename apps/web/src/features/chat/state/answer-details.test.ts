import type { GenerationView } from '@coco/shared/conversation-views'
import { GenerationId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import { detailsOf } from './answer-details.ts'
import { factsOf } from './answer-facts.ts'

const done: Answer = {
  ...waitingAnswer('claude', 0),
  text: 'Yes.',
  status: 'done',
  finish: 'stop',
  latencyMs: 12_340,
  tokens: { prompt: 1234, completion: 56 },
}
const run: GenerationView = {
  id: GenerationId.parse('00000000-0000-4000-8000-000000000001'),
  status: 'done',
  model: 'claude',
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:17.000Z',
  firstTokenMs: 450,
  latencyMs: 12_340,
  finishReason: 'stop',
  errorCode: null,
  promptTokens: 1234,
  completionTokens: 56,
  requestId: 'req-1',
  answerLabel: 'coco_req_1',
  snowflakeRequestId: 'sf-1',
  parameters: { temperature: 0.2, maxTokens: 4096, hasInstructions: true },
}
const details = (of: GenerationView) =>
  Object.fromEntries(detailsOf({ answer: done, run: of }).map(({ name, value }) => [name, value]))

test('under an answer stands who wrote it, its first text, the whole and the tokens (U20)', () => {
  expect(factsOf({ answer: done, run })).toEqual([
    'claude',
    'first text 0.5 s',
    '12.3 s in all',
    '1,234 tokens in, 56 out',
  ])
})

test('what is not known is left out: before the server was asked, and where nobody said', () => {
  expect(factsOf({ answer: done, run: null })).toEqual(['claude', '12.3 s in all', '1,234 tokens in, 56 out'])
  const silent = { ...run, firstTokenMs: null, latencyMs: null, promptTokens: null }
  expect(factsOf({ answer: { ...done, latencyMs: null, tokens: null }, run: silent })).toEqual(['claude'])
  expect(details({ ...run, snowflakeRequestId: null, parameters: null })).not.toHaveProperty('Snowflake’s request id')
  expect(detailsOf({ answer: done, run: null }).map(({ name }) => name)).toEqual(['Model'])
})

test('an answer that was stopped or failed has its times and tokens, too', () => {
  const stopped: Answer = { ...waitingAnswer('claude', 0), text: 'Ye', status: 'stopped', isSettled: true }
  expect(factsOf({ answer: stopped, run })).toEqual(factsOf({ answer: done, run }))
})

test('unfolded, all ids are there to be copied, and what the answer was asked with', () => {
  expect(details(run)).toMatchObject({
    'Ended because': 'the model had said all',
    'Asked with': 'temperature 0.2, at most 4,096 tokens, with instructions',
    'Request id': 'req-1',
    'Answer id': 'coco_req_1',
    'Snowflake’s request id': 'sf-1',
  })
  expect(detailsOf({ answer: done, run }).flatMap(({ copyLabel }) => copyLabel ?? [])).toHaveLength(3)
})

test.each<[Partial<GenerationView>, string]>([
  [{ status: 'stopped' }, 'somebody stopped it'],
  [{ status: 'interrupted' }, 'the server ended'],
  [{ status: 'failed', errorCode: 'upstream_silent' }, 'it failed (upstream_silent)'],
  [{ finishReason: 'length' }, 'the longest allowed length was reached'],
  [{ finishReason: 'content_filter' }, 'the model’s content filter ended it'],
  [{ finishReason: null }, 'not known'],
])('why it ended is said in words: %o', (how, expected) => {
  expect(details({ ...run, ...how })['Ended because']).toBe(expected)
})
