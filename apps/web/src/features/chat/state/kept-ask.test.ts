import type { MessageView } from '@coco/shared/conversation-views'
import { MessageId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { initialChat, reduceChat } from './chat-state.ts'
import { type KeptAsk, outcomeOf } from './kept-ask.ts'

const [before, questionId, replyId] = [1, 2, 3].map((n) => MessageId.parse(`3f0c9a52-5a5e-4c8e-9d0b-00000000000${n}`))
const ask: KeptAsk = {
  key: 'k',
  wish: { kind: 'send', text: 'And then?', parentId: before ?? null },
  model: 'm',
  isFirst: false,
  conversationId: 'c',
  questionId: null,
  refused: null,
}
const question = { id: questionId, parentId: before, role: 'user', content: 'And then?' } as MessageView
const reply = (status: 'running' | 'done') =>
  ({ id: replyId, parentId: questionId, role: 'assistant', content: '', generation: { status } }) as MessageView
const limited: Failure = { code: 'rate_limited', requestId: 'r', retryAfterMs: 5_000, limit: null, fix: null }

test.each([
  ['is gone where its question is not', [], 'gone'],
  ['is gone where the same words stand elsewhere', [{ ...question, parentId: null }], 'gone'],
  ['is waited for while its answer is written', [question, reply('running')], 'waiting'],
  ['is the conversation’s once there is an answer', [question, reply('done')], 'kept'],
])('what was asked before the page was left %s (U27)', (_, messages, is) => {
  expect(outcomeOf(ask, messages).is).toBe(is)
})

test('a question that the server has named is known by its name (U27)', () => {
  const named = { ...ask, questionId: questionId ?? null }
  expect(outcomeOf(named, [{ ...question, content: 'stored otherwise' }, reply('done')]).is).toBe('kept')
  expect(outcomeOf({ ...named, questionId: 'other' }, [question, reply('done')]).is).toBe('gone')
})

describe('who is back', () => {
  const chat = initialChat({ draft: 'typed since', view: null, limit: null })

  test('finds it before what was typed since, with the reason when that is known (U5, U27)', () => {
    const back = reduceChat(chat, { type: 'put back', ask: { ...ask, refused: { failure: limited, atMs: 1_000 } } })
    expect(back).toMatchObject({
      draft: 'And then?\n\ntyped since',
      refusal: { failure: limited },
      limitedUntilMs: 6_000,
    })
    expect(reduceChat(chat, { type: 'put back', ask })).toMatchObject({
      draft: 'And then?\n\ntyped since',
      refusal: null,
    })
  })

  test('waits on, and has it back when it is refused then (U5, U27)', () => {
    const waiting = reduceChat(chat, { type: 'waited for', ask, replyId: 'r' })
    const refused = reduceChat(waiting, { type: 'refused', key: 'k', failure: limited, atMs: 0 })
    expect(refused).toMatchObject({ draft: 'And then?\n\ntyped since', asked: null })
  })
})
