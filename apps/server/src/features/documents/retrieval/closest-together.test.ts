import { expect, test } from 'vitest'
import { closestTogether } from './closest-together.ts'

const words = ['annual', 'leave', 'transfer'].map((word) => ({ word, lexemes: [word] }))
const places = (all: Record<string, number[]>) => new Map(Object.entries(all))

test.each([
  ['a phrase counts most', { annual: [4], leave: [5], transfer: [6] }, 1],
  ['words of different sentences next to nothing', { annual: [1], leave: [101], transfer: [201] }, 0.01],
  ['of several places the nearest count', { annual: [1, 50], leave: [51, 90], transfer: [52] }, 1],
  ['a word that stands nowhere is near to none', { annual: [1], transfer: [2] }, 0],
  ['half a phrase counts half', { annual: [1], leave: [2] }, 0.5],
])('%s', (_, text, closeness) => {
  expect(closestTogether(words, places(text))).toBeCloseTo(closeness)
})

test('of one word there is no distance', () => {
  expect(closestTogether(words.slice(0, 1), places({ annual: [1] }))).toBe(0)
})
