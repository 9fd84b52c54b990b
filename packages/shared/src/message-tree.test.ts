import { expect, test } from 'vitest'
import { newestLeafUnder, pathTo } from './message-tree.ts'

const message = (id: string, parentId: string | null) => ({ id, parentId })
const TREE = [
  message('q1', null),
  message('a1', 'q1'),
  message('q2', 'a1'),
  message('a1b', 'q1'),
  message('a2', 'q2'),
  message('q2b', 'a1'),
]

test.each([
  ['a2', ['q1', 'a1', 'q2', 'a2']],
  ['a1b', ['q1', 'a1b']],
  ['q1', ['q1']],
  ['gone', []],
  [null, []],
])('the path to %s', (leaf, ids) => {
  expect(pathTo(TREE, leaf).map(({ id }) => id)).toEqual(ids)
})

test.each([
  ['q1', 'a1b'],
  ['a1', 'q2b'],
  ['q2', 'a2'],
  ['a2', 'a2'],
])('from %s the newest children lead to %s', (from, leaf) => {
  const start = TREE.find(({ id }) => id === from)
  expect(start && newestLeafUnder(TREE, start).id).toBe(leaf)
})

test('a tree that leads back into itself has an end all the same', () => {
  const circle = [message('a', 'b'), message('b', 'a')]
  expect(pathTo(circle, 'a')).toHaveLength(2)
})
