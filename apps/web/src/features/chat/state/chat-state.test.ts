import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationView, StartedAnswer } from '@coco/shared/conversation-views'
import { ConversationId, GenerationId, MessageId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import type { ReceivedEvent } from './answer.ts'
import { type ChatAction, type ChatState, initialChat, reduceChat, restoreDraft } from './chat-state.ts'
import type { Wish } from './wish.ts'
import { exchangesOf, runningReply } from './thread.ts'

let count = 0
const uuid = () => `3f0c9a52-5a5e-4c8e-9d0b-${String(++count).padStart(12, '0')}`
const startedAnswer = (questionId = uuid()): StartedAnswer => ({
  conversationId: ConversationId.parse('3f0c9a52-5a5e-4c8e-9d0b-0c6e4d8f1a2b'),
  questionId: MessageId.parse(questionId),
  messageId: MessageId.parse(uuid()),
  generationId: GenerationId.parse(uuid()),
})

const denied: Failure = { code: 'model_not_allowed', requestId: 'r', retryAfterMs: null, limit: null, fix: 'GRANT …' }
const send = (text = 'Why?', parentId: string | null = null): Wish => ({ kind: 'send', text, parentId })
const asked = (wish: Wish, key = 'key'): ChatAction => ({ type: 'asked', key, wish, model: 'claude-4-sonnet', atMs: 0 })
const empty = initialChat({ draft: '', view: null, limit: null })
const after = (actions: ChatAction[], from: ChatState = empty) => actions.reduce(reduceChat, from)
const received = (generationId: string, ...events: ReceivedEvent['event'][]): ChatAction => ({
  type: 'received',
  generationId,
  events: events.map((event, index) => ({ seq: index + 1, event, atMs: 1000 })),
})
const delta = { type: 'delta', content: 'Because' } as const
const error = { type: 'error', code: 'model_not_allowed', status_code: 403, message: '', request_id: 'r' } as const
const texts = (state: ChatState) =>
  exchangesOf(state.thread).map(({ question, reply }) => [question.text, reply?.answer.text])

/** Asked, named by the server, and begun to be answered. */
function answered(text = 'Why?') {
  const ids = startedAnswer()
  const state = after([
    asked(send(text)),
    { type: 'started', key: 'key', started: ids },
    received(ids.generationId, delta, {
      type: 'done',
      id: 'coco_req_0123abcd',
      latency_ms: 1,
      usage: {},
      finish_reason: 'stop',
    }),
  ])
  return { ids, state }
}

describe('asking', () => {
  test('shows the question at once, empties the composer and takes the last refusal away', () => {
    const refused = after([asked(send()), { type: 'refused', key: 'key', failure: denied, atMs: 0 }])
    const state = after([asked(send('Why not?'), 'other')], refused)
    expect(state).toMatchObject({ draft: '', refusal: null, limitedUntilMs: null })
    expect(texts(state)).toEqual([['Why not?', '']])
    expect(runningReply(state.thread)).toMatchObject({ generationId: null })
  })

  test('keeps the place of what is on the page when the server names it', () => {
    const before = after([asked(send())])
    const ids = startedAnswer()
    const state = after([{ type: 'started', key: 'key', started: ids }], before)
    expect(runningReply(state.thread)).toMatchObject({ id: ids.messageId, generationId: ids.generationId })
    expect(state.thread.messages.map(({ key }) => key)).toEqual(before.thread.messages.map(({ key }) => key))
  })

  test('leaves every other message what it was when the server names the new ones', () => {
    const { ids, state } = answered()
    const next = after([asked(send('And?', ids.messageId), 'k2')], state)
    const named = after([{ type: 'started', key: 'k2', started: startedAnswer() }], next)
    expect(named.thread.messages).toHaveLength(4)
    expect(named.thread.messages.slice(0, 2).map((message, index) => message === state.thread.messages[index])).toEqual(
      [true, true],
    )
  })

  test('leaves an old question that is being rewritten as it is', () => {
    const { ids, state } = answered()
    const editing = { messageId: ids.questionId, text: 'How?' }
    const next = after([{ type: 'editing', editing }, asked(send('And?', ids.messageId), 'k2')], state)
    expect(next.editing).toEqual(editing)
    const wish: Wish = { kind: 'edit', text: 'How?', messageId: ids.questionId, parentId: null }
    expect(after([{ type: 'editing', editing }, asked(wish, 'k2')], state).editing).toBeNull()
  })

  test('runs until the answer has ended', () => {
    const { state } = answered()
    expect(runningReply(state.thread)).toBeNull()
    expect(state.asked).toBeNull()
    expect(texts(state)).toEqual([['Why?', 'Because']])
  })
})

describe('a question that got no answer', () => {
  const ids = startedAnswer()
  const started: ChatAction = { type: 'started', key: 'key', started: ids }
  const ways: [string, ChatAction[]][] = [
    ['the call was refused', [{ type: 'refused', key: 'key', failure: denied, atMs: 0 }]],
    ['the stream began with an error', [started, received(ids.generationId, error)]],
  ]

  test.each(ways)('leaves the page and is back in the composer when %s', (_, actions) => {
    const state = after([asked(send()), ...actions])
    expect(state.thread).toEqual({ messages: [], leafId: null })
    expect(state.draft).toBe('Why?')
    expect(state.refusal).toMatchObject({ failure: { code: 'model_not_allowed' }, model: 'claude-4-sonnet' })
  })

  test('leaves what was there before it', () => {
    const { ids: first, state } = answered()
    const wish = send('And?', first.messageId)
    const refused = after([asked(wish, 'k2'), { type: 'refused', key: 'k2', failure: denied, atMs: 0 }], state)
    expect(texts(refused)).toEqual([['Why?', 'Because']])
    expect(refused.thread.leafId).toBe(first.messageId)
  })

  test('is back when the server knows nothing of it any more, not while nobody can be asked', () => {
    const begun = after([asked(send()), started])
    expect(after([{ type: 'gone', generationId: ids.generationId, atMs: 0 }], begun).draft).toBe('Why?')
    const unknown = after([{ type: 'given up', generationId: ids.generationId, atMs: 0 }], begun)
    expect(unknown.draft).toBe('')
    expect(texts(unknown)).toEqual([['Why?', '']])
  })

  test('does not overwrite what was typed meanwhile', () => {
    const refused: ChatAction = { type: 'refused', key: 'key', failure: denied, atMs: 0 }
    expect(after([asked(send()), { type: 'drafted', draft: 'And how?' }, refused]).draft).toBe('Why?\n\nAnd how?')
  })
})

describe('an edited question', () => {
  const { ids, state } = answered()
  const wish: Wish = { kind: 'edit', text: 'How?', messageId: ids.questionId, parentId: null }

  test('stands beside the old one', () => {
    const edited = after([asked(wish, 'k2')], state)
    const [exchange] = exchangesOf(edited.thread)
    expect(exchange).toMatchObject({ question: { text: 'How?' }, questionVersion: { number: 2, count: 2 } })
    expect(exchangesOf(after([{ type: 'chosen', messageId: ids.questionId }], edited).thread)).toMatchObject([
      { question: { text: 'Why?' }, reply: { answer: { text: 'Because' } } },
    ])
  })

  test('is back in its form when it was refused, and the old one is shown', () => {
    const refused = after([asked(wish, 'k2'), { type: 'refused', key: 'k2', failure: denied, atMs: 0 }], state)
    expect(refused.editing).toEqual({ messageId: ids.questionId, text: 'How?' })
    expect(refused.draft).toBe('')
    expect(texts(refused)).toEqual([['Why?', 'Because']])
  })
})

describe('a version that somebody chose', () => {
  const [first, second] = [answered('Why?'), answered('How?')]
  const savedMessage = (id: string, parentId: string | null, role: 'user' | 'assistant', content: string) => ({
    id: MessageId.parse(id),
    parentId: parentId === null ? null : MessageId.parse(parentId),
    role,
    content,
    reasoning: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    generation: null,
    feedback: null,
    sources: null,
  })
  const view = (leafId: string): ConversationView => ({
    id: first.ids.conversationId,
    title: 't',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    messages: [first, second].flatMap(({ ids }, index) => [
      savedMessage(ids.questionId, null, 'user', ['Why?', 'How?'][index] ?? ''),
      savedMessage(ids.messageId, ids.questionId, 'assistant', 'Because'),
    ]),
    leafId: MessageId.parse(leafId),
    parameters: NO_PARAMETERS,
  })
  const loaded = (leafId: string): ChatAction => ({ type: 'loaded', view: view(leafId) })
  const chosen = after([loaded(second.ids.messageId), { type: 'chosen', messageId: first.ids.messageId }])

  test('stays on the page when a view comes that knows nothing of it yet', () => {
    expect(texts(after([loaded(second.ids.messageId)], chosen))).toEqual([['Why?', 'Because']])
  })

  test('gives way to what another tab chose once the server has heard of it', () => {
    const told: ChatAction = { type: 'choice told', messageId: first.ids.messageId }
    expect(texts(after([told, loaded(first.ids.messageId)], chosen))).toEqual([['Why?', 'Because']])
    expect(texts(after([told, loaded(second.ids.messageId)], chosen))).toEqual([['How?', 'Because']])
  })
})

describe('another answer', () => {
  const { ids, state } = answered()
  const wish: Wish = { kind: 'regenerate', messageId: ids.messageId, questionId: ids.questionId }

  test('stands beside the first', () => {
    expect(exchangesOf(after([asked(wish, 'k2')], state).thread)).toMatchObject([
      { question: { text: 'Why?' }, replyVersion: { number: 2, count: 2, previousId: ids.messageId } },
    ])
  })

  test('gives way to the first again when it was refused, and puts nothing into the composer', () => {
    const refused = after([asked(wish, 'k2'), { type: 'refused', key: 'k2', failure: denied, atMs: 0 }], state)
    expect(texts(refused)).toEqual([['Why?', 'Because']])
    expect(refused).toMatchObject({ draft: '', editing: null, refusal: { wish: { kind: 'regenerate' } } })
  })
})

describe('more of an answer', () => {
  const ids = startedAnswer()
  const cut = after([
    asked(send()),
    { type: 'started', key: 'key', started: ids },
    received(ids.generationId, delta, { ...error, code: 'upstream_silent' }),
  ])
  const wish: Wish = { kind: 'continue', messageId: ids.messageId }

  test('goes on behind its text', () => {
    const more = startedAnswer(ids.questionId)
    const started: ChatAction = { type: 'started', key: 'k2', started: { ...more, messageId: ids.messageId } }
    const state = after([asked(wish, 'k2'), started, received(more.generationId, { ...delta, content: ' so.' })], cut)
    expect(texts(state)).toEqual([['Why?', 'Because so.']])
    expect(runningReply(state.thread)?.generationId).toBe(more.generationId)
  })

  test('is as it was when that was refused', () => {
    const state = after([asked(wish, 'k2'), { type: 'refused', key: 'k2', failure: denied, atMs: 0 }], cut)
    expect(state.thread).toEqual(cut.thread)
    expect(state).toMatchObject({ draft: '', refusal: { failure: { code: 'model_not_allowed' } } })
  })
})

describe('an answer that broke off after it began', () => {
  const ids = startedAnswer()
  const begun = after([asked(send()), { type: 'started', key: 'key', started: ids }, received(ids.generationId, delta)])

  test('stays, with its question, and nothing comes back into the composer', () => {
    const state = after([{ type: 'gone', generationId: ids.generationId, atMs: 0 }], begun)
    expect(state).toMatchObject({ draft: '', refusal: null })
    expect(exchangesOf(state.thread)).toMatchObject([{ reply: { answer: { status: 'incomplete', text: 'Because' } } }])
  })

  test('stays when it was stopped', () => {
    const state = after([{ type: 'stopped', atMs: 0 }], begun)
    expect(exchangesOf(state.thread)).toMatchObject([{ reply: { answer: { status: 'stopped', text: 'Because' } } }])
  })
})

describe('Stop before the first word', () => {
  const ids = startedAnswer()
  const stopped = after([asked(send()), { type: 'stopped', atMs: 0 }])

  test('keeps the question, as the server does, so that it can be asked otherwise', () => {
    const named = after([{ type: 'started', key: 'key', started: ids }], stopped)
    expect(exchangesOf(named.thread)).toMatchObject([
      { question: { text: 'Why?' }, reply: { answer: { status: 'stopped' }, generationId: ids.generationId } },
    ])
    expect(named).toMatchObject({ asked: null, draft: '', refusal: null })
  })

  test('gives it back when the call was refused after all', () => {
    const refused = after([{ type: 'refused', key: 'key', failure: denied, atMs: 0 }], stopped)
    expect(refused).toMatchObject({ thread: { messages: [] }, draft: 'Why?', refusal: { failure: denied } })
  })
})

describe('a limit', () => {
  const limited = (code: Failure['code']): ChatAction => ({
    type: 'refused',
    key: 'key',
    failure: { code, requestId: null, retryAfterMs: 5_000, limit: null, fix: null },
    atMs: 1_000,
  })

  test('of our own holds until the moment the server named', () => {
    expect(after([asked(send()), limited('rate_limited')]).limitedUntilMs).toBe(6_000)
  })

  test('of Snowflake stops nobody from trying', () => {
    expect(after([asked(send()), limited('upstream_rate_limited')]).limitedUntilMs).toBeNull()
  })
})

test('a word for a question that has left changes nothing', () => {
  const state = after([asked(send()), { type: 'refused', key: 'key', failure: denied, atMs: 0 }])
  expect(reduceChat(state, { type: 'started', key: 'key', started: startedAnswer() })).toBe(state)
  expect(reduceChat(state, received('gone', delta))).toBe(state)
})

test.each([
  ['', 'Why?', 'Why?'],
  ['  \n', 'Why?', 'Why?'],
  ['And how?', 'Why?', 'Why?\n\nAnd how?'],
])('refused text comes back before the draft %j', (draft, question, expected) => {
  expect(restoreDraft(draft, question)).toBe(expected)
})
