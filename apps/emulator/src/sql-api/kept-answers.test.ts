import { expect, test } from 'vitest'
import { createKeptAnswers } from './kept-answers.ts'

const answer = (characters: number) => ({ status: 200, body: {}, characters })

test('large answers push out older ones, but never the one that came last', () => {
  const kept = createKeptAnswers()
  const there = () => ['a', 'b', 'c', 'd'].filter((handle) => kept.find('ANN', handle)).join('')
  kept.keep('ANN', 'a', answer(30_000_000))
  kept.keep('ANN', 'b', answer(30_000_000))
  expect(there()).toBe('ab')
  kept.keep('ANN', 'c', answer(30_000_000))
  expect(there()).toBe('bc')
  kept.keep('ANN', 'd', answer(90_000_000))
  expect(there()).toBe('d')
  kept.keep('ANN', 'a', answer(1))
  expect(there()).toBe('a')
})

test('many small answers push out the oldest', () => {
  const kept = createKeptAnswers()
  for (let index = 0; index <= 1_000; index += 1) kept.keep('ANN', String(index), answer(2))
  expect([kept.find('ANN', '0'), kept.find('ANN', '1')]).toEqual([undefined, expect.anything()])
})
