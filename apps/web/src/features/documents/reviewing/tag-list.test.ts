import { expect, test } from 'vitest'
import { withTyped } from './tag-list.ts'

test('a tag is kept in small letters and once', () => {
  expect(withTyped(['finance'], ' Human  Resources ')).toEqual(['finance', 'human resources'])
  expect(withTyped(['finance'], 'Finance')).toEqual(['finance'])
})

test('commas part tags, and what is empty is none', () => {
  expect(withTyped([], 'a, b,, ,c')).toEqual(['a', 'b', 'c'])
})

test('there are no more than twelve, of forty characters each', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => `tag ${index}`)
  expect(withTyped(twelve, 'one more')).toEqual(twelve)
  expect(withTyped([], 'x'.repeat(60))).toEqual(['x'.repeat(40)])
})
