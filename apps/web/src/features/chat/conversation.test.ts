import { GenerationId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../lib/failure.ts'
import type { ReceivedEvent } from './answer.ts'
import {
  type Conversation,
  type ConversationAction,
  emptyConversation,
  reduceConversation,
  restoreDraft,
  runningExchange,
} from './conversation.ts'

const generationId = GenerationId.parse('3f0c9a52-5a5e-4c8e-9d0b-0c6e4d8f1a2b')
const asked: ConversationAction = { type: 'asked', id: 'x', question: 'Why?', model: 'claude-4-sonnet', atMs: 0 }
const denied: Failure = { code: 'model_not_allowed', requestId: 'r', retryAfterMs: null, fix: 'GRANT …' }

const after = (actions: ConversationAction[], from: Conversation = emptyConversation('')) =>
  actions.reduce(reduceConversation, from)
const received = (...events: ReceivedEvent['event'][]): ConversationAction => ({
  type: 'received',
  id: 'x',
  events: events.map((event, index) => ({ seq: index + 1, event, atMs: 1000 })),
})
const delta = { type: 'delta', content: 'Because' } as const
const error = { type: 'error', code: 'model_not_allowed', status_code: 403, message: '', request_id: 'r' } as const

describe('asking', () => {
  test('shows the question at once, empties the composer and takes the last refusal away', () => {
    const before: Conversation = { ...emptyConversation('Why?'), refusal: { failure: denied, model: 'm' } }
    const conversation = after([asked], before)
    expect(conversation).toMatchObject({ draft: '', refusal: null, limitedUntilMs: null })
    expect(runningExchange(conversation)).toMatchObject({ question: 'Why?', generationId: null })
  })

  test('runs until the answer has ended', () => {
    const writing = after([asked, { type: 'started', id: 'x', generationId }, received(delta)])
    expect(runningExchange(writing)).toMatchObject({ generationId, answer: { text: 'Because' } })
    expect(runningExchange(after([{ type: 'stopped', id: 'x', atMs: 0 }], writing))).toBeNull()
  })
})

describe('a question that got no answer', () => {
  const ways: [string, ConversationAction][] = [
    ['the call was refused', { type: 'refused', id: 'x', failure: denied, atMs: 0 }],
    ['the stream began with an error', received(error)],
  ]

  test.each(ways)('leaves the conversation and is back in the composer when %s', (_, action) => {
    const conversation = after([asked, action])
    expect(conversation.exchanges).toEqual([])
    expect(conversation.draft).toBe('Why?')
    expect(conversation.refusal).toMatchObject({ failure: { code: 'model_not_allowed' }, model: 'claude-4-sonnet' })
  })

  test('is back without a reproach when a person stopped before the first word', () => {
    const conversation = after([asked, { type: 'stopped', id: 'x', atMs: 0 }])
    expect(conversation).toMatchObject({ exchanges: [], draft: 'Why?', refusal: null })
  })

  test('does not overwrite what was typed meanwhile', () => {
    const refused: ConversationAction = { type: 'refused', id: 'x', failure: denied, atMs: 0 }
    expect(after([asked, { type: 'drafted', draft: 'And how?' }, refused]).draft).toBe('Why?\n\nAnd how?')
  })
})

describe('an answer that broke off after it began', () => {
  test('stays, with its question, and nothing comes back into the composer', () => {
    const conversation = after([asked, received(delta, error)])
    expect(conversation).toMatchObject({ draft: '', refusal: null })
    expect(conversation.exchanges).toMatchObject([{ question: 'Why?', answer: { status: 'failed', text: 'Because' } }])
  })

  test('stays when it was stopped', () => {
    const conversation = after([asked, received(delta), { type: 'stopped', id: 'x', atMs: 0 }])
    expect(conversation.exchanges).toMatchObject([{ answer: { status: 'stopped', text: 'Because' } }])
  })
})

describe('a limit', () => {
  const limited = (code: Failure['code']): ConversationAction => ({
    type: 'refused',
    id: 'x',
    failure: { code, requestId: null, retryAfterMs: 5_000, fix: null },
    atMs: 1_000,
  })

  test('of our own holds until the moment the server named', () => {
    expect(after([asked, limited('rate_limited')]).limitedUntilMs).toBe(6_000)
  })

  test('of Snowflake stops nobody from trying', () => {
    expect(after([asked, limited('upstream_rate_limited')]).limitedUntilMs).toBeNull()
  })
})

test('an event for a question that has left changes nothing', () => {
  const conversation = after([asked, { type: 'stopped', id: 'x', atMs: 0 }])
  expect(reduceConversation(conversation, received(delta))).toBe(conversation)
})

test.each([
  ['', 'Why?', 'Why?'],
  ['  \n', 'Why?', 'Why?'],
  ['And how?', 'Why?', 'Why?\n\nAnd how?'],
])('refused text comes back before the draft %j', (draft, question, expected) => {
  expect(restoreDraft(draft, question)).toBe(expected)
})
