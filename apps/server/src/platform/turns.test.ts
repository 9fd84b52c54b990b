import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

function setUp() {
  const ends: PromiseWithResolvers<void>[] = []
  const started: number[] = []
  const inTurn = createTurns({ atOnce: 2, maxWaiting: 3, tooMany: () => new Error('too many') })
  const begin = (name: number) =>
    inTurn(async () => {
      started.push(name)
      const end = Promise.withResolvers<void>()
      ends.push(end)
      await end.promise
      return name
    })
  return { ends, started, begin }
}

test('so many work at a time, the others wait in order, and a line that is too long is refused', async () => {
  const { ends, started, begin } = setUp()
  const asked = [1, 2, 3, 4, 5, 6].map((name) => begin(name).catch((error: Error) => error.message))
  await setImmediate()
  expect(started).toEqual([1, 2])
  ends[1]?.resolve()
  await setImmediate()
  expect(started).toEqual([1, 2, 3])
  for (let index = 0; index < 5; index++) {
    ends[index]?.resolve()
    await setImmediate()
  }
  expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5, 'too many'])
})

test('work that fails gives its place to the next', async () => {
  const { ends, begin, started } = setUp()
  const asked = [1, 2, 3].map((name) => begin(name).catch(() => 'failed'))
  await setImmediate()
  ends[0]?.reject(new Error('broken'))
  await setImmediate()
  expect(started).toEqual([1, 2, 3])
  ends[1]?.resolve()
  ends[2]?.resolve()
  expect(await Promise.all(asked)).toEqual(['failed', 2, 3])
})
