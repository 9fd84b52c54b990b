import { expect, test } from 'vitest'
import { AppError } from '../../../platform/app-error.ts'
import { createBackground } from '../../../platform/background.ts'
import { createLogger } from '../../../platform/logger.ts'
import { createManualClock } from '../../../platform/manual-clock.ts'
import { createUntilSaved } from './until-saved.ts'

const ill = () => new AppError('store_unavailable', 'ill')

function setUp() {
  const clock = createManualClock()
  const closing = new AbortController()
  const log = createLogger('CRITICAL')
  const background = createBackground(log)
  const untilSaved = createUntilSaved({ clock, closing: closing.signal, background, log })
  let tries = 0
  let givenUp = 0
  let problem: (() => Error) | null = ill
  const write = async () => {
    tries += 1
    if (problem !== null) throw problem()
  }
  const saving = () => untilSaved(write, async () => void (givenUp += 1))
  async function pass(ms: number) {
    for (let passed = 0; passed < ms; passed += 250) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(250)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    saving,
    pass,
    closing,
    settled: background.settled,
    tries: () => tries,
    givenUp: () => givenUp,
    have: (next: (() => Error) | null) => void (problem = next),
  }
}

test('a database that comes back within the minute has the answer, and nobody heard of it', async () => {
  const { saving, pass, have, tries } = setUp()
  const saved = saving()
  await pass(20_000)
  have(null)
  await pass(6_000)
  expect(await saved).toBe(true)
  expect(tries()).toBeLessThan(15)
})

test('after a minute the reader is told, and it is tried on', async () => {
  const { saving, pass, have, settled, tries } = setUp()
  const saved = saving()
  await pass(61_000)
  expect(await saved).toBe(false)
  have(null)
  const before = tries()
  await pass(6_000)
  await settled()
  expect(tries()).toBe(before + 1)
})

test('what the database refuses for good is not tried again, and marked as over', async () => {
  const { saving, have, tries, givenUp } = setUp()
  have(() => new Error('violates'))
  expect(await saving()).toBe(false)
  expect([tries(), givenUp()]).toEqual([1, 1])
})

test('a server that ends tries once more, without waiting', async () => {
  const { saving, pass, closing, settled, tries } = setUp()
  const saved = saving()
  await pass(1_000)
  const before = tries()
  closing.abort()
  expect(await saved).toBe(false)
  await settled()
  expect(tries()).toBe(before + 1)
})
