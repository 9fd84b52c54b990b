import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createBackground } from '../../platform/background.ts'
import type { Logger } from '../../platform/logger.ts'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createLiveProofs } from './live-proofs.ts'

type FindLive = (ids: readonly string[]) => Promise<ReadonlySet<string>>

function setUp() {
  const clock = createManualClock()
  const over = new Set<string>()
  const session = vi.fn<FindLive>(async (ids) => new Set(ids.filter((id) => !over.has(id))))
  const person = vi.fn<FindLive>(async (ids) => new Set(ids))
  const background = createBackground({ error() {} } as unknown as Logger)
  return { clock, over, session, person, ...createLiveProofs({ findLive: { session, person }, clock, background }) }
}

const read = (signal: AbortSignal) => signal.addEventListener('abort', () => {})

test('what ends here ends its readers at once, and nobody else', () => {
  const { signalFor, end } = setUp()
  const [mine, yours] = [signalFor('session', 'mine'), signalFor('session', 'yours')]
  end('session', ['mine'])
  expect([mine.aborted, yours.aborted, signalFor('session', 'yours').aborted]).toEqual([true, false, false])
})

test('what another process ended ends its readers within a second, with one query for all of them', async () => {
  const { signalFor, clock, over, session } = setUp()
  const signals = ['a', 'b', 'c'].map((id) => signalFor('session', id))
  signals.forEach(read)
  over.add('b')
  clock.advance(1_000)
  await setImmediate()
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true, false])
  expect(session.mock.calls).toEqual([[['a', 'b', 'c']]])
})

test('nothing is asked when nobody reads, and the looking ends', async () => {
  const { signalFor, clock, session, person } = setUp()
  signalFor('session', 'a')
  clock.advance(600_000)
  await setImmediate()
  expect([session.mock.calls, person.mock.calls]).toEqual([[], []])
})

test('a database that does not answer ends nobody, and is not asked twice at once', async () => {
  const { signalFor, clock, session } = setUp()
  const signal = signalFor('session', 'a')
  read(signal)
  session.mockReturnValueOnce(new Promise(() => {}))
  clock.advance(10_000)
  await setImmediate()
  expect([signal.aborted, session.mock.calls.length]).toEqual([false, 1])
})

test('a query that failed ends nobody and is made again', async () => {
  const { signalFor, clock, session } = setUp()
  const signal = signalFor('session', 'a')
  read(signal)
  session.mockRejectedValueOnce(new Error('ill'))
  clock.advance(800)
  await setImmediate()
  clock.advance(800)
  await setImmediate()
  expect([signal.aborted, session.mock.calls.length]).toEqual([false, 2])
})
