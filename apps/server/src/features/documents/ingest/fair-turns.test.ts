import { expect, test } from 'vitest'
import { createFairTurns } from './fair-turns.ts'

function scene() {
  const inTurn = createFairTurns(1)
  const began: string[] = []
  const ends: (() => void)[] = []
  const work = (whose: string, name: string, signal?: AbortSignal) =>
    inTurn(whose, signal, () => {
      began.push(name)
      return new Promise<void>((resolve) => void ends.push(resolve))
    })
  const endOne = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { work, began, endOne }
}

test('whoever has much waiting lets others go in between', async () => {
  const { work, began, endOne } = scene()
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((name) => work(name.slice(0, 1), name))
  for (const _ of all) await endOne()
  await Promise.all(all)
  expect(began).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4'])
})

test('who gives up is out of the queue at once, and blocks nobody', async () => {
  const { work, began, endOne } = scene()
  const first = work('a', 'a1')
  const gaveUp = new AbortController()
  const mine = work('b', 'b1', gaveUp.signal)
  const last = work('c', 'c1')
  gaveUp.abort(new Error('gave up'))
  await expect(mine).rejects.toThrow('gave up')
  await endOne()
  await endOne()
  await Promise.all([first, last])
  expect(began).toEqual(['a1', 'c1'])
})
