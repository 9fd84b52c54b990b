import { expect, test } from 'vitest'
import type { CortexError } from './cortex-error.ts'
import { watchDeadlines } from './deadlines.ts'
import { createFakeClock } from './testing/fake-clock.ts'

const TIMEOUTS = { connectMs: 5, firstTokenMs: 100, silenceMs: 50, totalMs: 1_000 }

function start() {
  const clock = createFakeClock()
  const expired: (CortexError | null)[] = []
  const deadlines = watchDeadlines(TIMEOUTS, clock, (error) => expired.push(error))
  return { clock, deadlines, codes: () => expired.map((error) => error?.code ?? null) }
}

test('without a first token it ends at the first-token limit, not before', () => {
  const { clock, codes } = start()
  clock.advance(99)
  expect(codes()).toEqual([])
  clock.advance(1)
  expect(codes()).toEqual(['upstream_timeout'])
})

test('tokens keep it alive until the total is over', () => {
  const { clock, deadlines, codes } = start()
  for (let at = 0; at < 990; at += 30) {
    clock.advance(30)
    deadlines.tokenSeen()
  }
  expect(codes()).toEqual([])
  clock.advance(10)
  expect(codes()).toEqual(['upstream_timeout'])
})

test('after a token, silence ends it', () => {
  const { clock, deadlines, codes } = start()
  deadlines.tokenSeen()
  clock.advance(49)
  expect(codes()).toEqual([])
  clock.advance(1)
  expect(codes()).toEqual(['upstream_silent'])
})

test('a reader that is slow is not upstream being silent', () => {
  const { clock, deadlines, codes } = start()
  deadlines.tokenSeen()
  deadlines.readerHolds()
  clock.advance(500)
  expect(codes()).toEqual([])
  deadlines.tokenSeen()
  clock.advance(50)
  expect(codes()).toEqual(['upstream_silent'])
})

test('after finish_reason the wait is short and its end is no failure', () => {
  const { clock, deadlines, codes } = start()
  deadlines.finishSeen()
  deadlines.tokenSeen()
  clock.advance(1_000)
  expect(codes()).toEqual([null])
})

test('nothing happens once it was stopped', () => {
  const { clock, deadlines, codes } = start()
  deadlines.stop()
  clock.advance(10_000)
  expect(codes()).toEqual([])
})

test('the remaining time is that of the nearest deadline', () => {
  const { clock, deadlines } = start()
  clock.advance(40)
  expect(deadlines.remainingMs()).toBe(60)
})
