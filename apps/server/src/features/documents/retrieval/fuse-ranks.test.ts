import { expect, test } from 'vitest'
import { fuseRanks } from './fuse-ranks.ts'

const word = (documentId: string, coverage = 0.5) => ({ documentId, position: 0, coverage, score: coverage })
const vector = (documentId: string, similarity = 0.5) => ({ documentId, position: 0, similarity })
const order = (candidates: ReturnType<typeof fuseRanks>) => candidates.map(({ documentId }) => documentId)

test('what both found comes before what only one found, even first', () => {
  const words = [word('a'), word('both')]
  const vectors = [vector('b'), vector('both')]
  expect(order(fuseRanks(words, vectors))[0]).toBe('both')
})

test('of one list alone the order stays', () => {
  expect(order(fuseRanks([word('a'), word('b'), word('c')], []))).toEqual(['a', 'b', 'c'])
  expect(order(fuseRanks([], [vector('a'), vector('b')]))).toEqual(['a', 'b'])
})

test('each keeps what either search said of it, and 0 where one did not find it', () => {
  const [first, second] = fuseRanks([word('a', 0.9)], [vector('a', 0.8), vector('b', 0.7)])
  expect(first).toMatchObject({ documentId: 'a', coverage: 0.9, similarity: 0.8 })
  expect(second).toMatchObject({ documentId: 'b', coverage: 0, similarity: 0.7 })
})

test('two passages of one document are two', () => {
  expect(fuseRanks([word('a'), { ...word('a'), position: 1 }], [])).toHaveLength(2)
})
