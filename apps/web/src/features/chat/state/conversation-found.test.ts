import type { ConversationView } from '@coco/shared/conversation-views'
import type { ErrorCode } from '@coco/shared/error-codes'
import { expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { initialChat, reduceChat } from './chat-state.ts'
import { conversationFound } from './conversation-found.ts'

const empty = initialChat({ draft: '', view: null, limit: null })
const asked = reduceChat(empty, {
  type: 'asked',
  key: 'k',
  wish: { kind: 'send', text: 'Why?', parentId: null },
  model: 'm',
  atMs: 0,
})
const saved = (failure: Failure | null = null, title?: string) => ({
  view: title === undefined ? undefined : ({ title } as ConversationView),
  failure,
  retry: () => {},
})
const refused = (code: ErrorCode): Failure => ({ code, requestId: 'r', retryAfterMs: null, limit: null, fix: null })

test.each([
  ['a new chat is there at once', null, saved(), empty, 'shown'],
  ['an address is looked up', 'id', saved(), empty, 'loading'],
  ['what is not there, or not mine, is missing', 'id', saved(refused('not_found')), empty, 'missing'],
  ['so is what is no id at all', 'id', saved(refused('invalid_input')), empty, 'missing'],
  ['what cannot be fetched is not missing', 'id', saved(refused('store_unavailable')), empty, 'unread'],
  ['what was just begun here is there before the server shows it', 'id', saved(refused('not_found')), asked, 'shown'],
  ['a conversation stays on the page while the server is away', 'id', saved(refused('internal'), 'T'), asked, 'shown'],
] as const)('%s', (_, id, query, state, is) => {
  expect(conversationFound(id, query, state).is).toBe(is)
})

test('a conversation that is shown says when the session is over', () => {
  expect(conversationFound('id', saved(refused('not_signed_in'), 'T'), asked)).toMatchObject({
    is: 'shown',
    title: 'T',
    failure: { code: 'not_signed_in' },
  })
})
