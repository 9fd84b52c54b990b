import { expect, test } from 'vitest'
import { createManualClock } from '../../../platform/manual-clock.ts'
import { createCheckpoints } from './checkpoints.ts'

function setUp() {
  const clock = createManualClock()
  const writes: { atMs: number; settle: (error?: Error) => void }[] = []
  const checkpoints = createCheckpoints({
    write: () =>
      new Promise((resolve, reject) => {
        writes.push({ atMs: clock.monotonicMs(), settle: (error) => (error === undefined ? resolve() : reject(error)) })
      }),
    everyMs: 1_000,
    clock,
  })
  return { clock, checkpoints, writes, times: () => writes.map(({ atMs }) => atMs) }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('however much changes, one write a second', async () => {
  const { clock, checkpoints, writes, times } = setUp()
  for (let step = 0; step < 30; step++) {
    checkpoints.changed()
    clock.advance(100)
    for (const write of writes) write.settle()
    await turn()
  }
  expect(times()).toEqual([1_000, 2_000, 3_000])
})

test('what comes after a silence is written at once, and nothing is written when nothing is new', async () => {
  const { clock, checkpoints, writes, times } = setUp()
  clock.advance(5_000)
  expect(times()).toEqual([])
  checkpoints.changed()
  writes[0]?.settle()
  await turn()
  clock.advance(5_000)
  expect(times()).toEqual([5_000])
})

test('a slow write is waited for, and what came meanwhile is written after it', async () => {
  const { clock, checkpoints, writes, times } = setUp()
  checkpoints.changed()
  clock.advance(1_000)
  checkpoints.changed()
  clock.advance(3_000)
  expect(times()).toEqual([1_000])
  writes[0]?.settle()
  await turn()
  expect(times()).toEqual([1_000, 4_000])
})

test('a write that failed is tried again a second later', async () => {
  const { clock, checkpoints, writes, times } = setUp()
  checkpoints.changed()
  clock.advance(1_000)
  writes[0]?.settle(new Error('ill'))
  await turn()
  clock.advance(1_000)
  expect(times()).toEqual([1_000, 2_000])
})

test('closing waits for the write under way, and none comes after it', async () => {
  const { clock, checkpoints, writes, times } = setUp()
  checkpoints.changed()
  clock.advance(1_000)
  checkpoints.changed()
  let isClosed = false
  const closing = checkpoints.close().then(() => (isClosed = true))
  await turn()
  expect(isClosed).toBe(false)
  writes[0]?.settle()
  await closing
  clock.advance(10_000)
  expect(times()).toEqual([1_000])
})
