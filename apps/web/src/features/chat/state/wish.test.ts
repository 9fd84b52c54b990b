import { expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { keyOfSameCall, type Refusal, type Wish } from './wish.ts'

const wish: Wish = { kind: 'send', text: 'Why?', parentId: null }

function refused(code: Failure['code']): Refusal {
  return {
    failure: { code, requestId: null, retryAfterMs: null, limit: null, fix: null },
    model: 'claude',
    key: 'first',
    wish,
  }
}

test('what may have arrived is sent again as the same call', () => {
  expect(keyOfSameCall(refused('unreachable'), { ...wish }, 'claude')).toBe('first')
})

test.each<[string, Refusal | null, Wish, string]>([
  ['nothing was refused', null, wish, 'claude'],
  ['the server itself refused', refused('rate_limited'), wish, 'claude'],
  ['it is another text', refused('unreachable'), { ...wish, text: 'How?' }, 'claude'],
  ['it follows another message', refused('unreachable'), { ...wish, parentId: 'm' }, 'claude'],
  ['another model is asked', refused('unreachable'), wish, 'mistral'],
])('a call has a key of its own when %s', (_, refusal, next, model) => {
  expect(keyOfSameCall(refusal, next, model)).toBeNull()
})
