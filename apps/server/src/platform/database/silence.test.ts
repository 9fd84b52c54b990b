import { expect, test } from 'vitest'
import { isConnectionProblem } from './connection-problem.ts'
import { createSilence } from './silence.ts'

function createScene() {
  let nowMs = 0
  const silence = createSilence(() => nowMs)
  return { silence, pass: (ms: number) => void (nowMs += ms) }
}

test('after one call in vain the next ones are told at once, for a second', () => {
  const { silence, pass } = createScene()
  expect(silence.requireNone).not.toThrow()
  silence.begin()
  pass(999)
  expect(silence.requireNone).toThrow('did not answer a moment ago')
  pass(1)
  expect(silence.requireNone).not.toThrow()
})

test('one answer ends it', () => {
  const { silence } = createScene()
  silence.begin()
  silence.end()
  expect(silence.requireNone).not.toThrow()
})

test('who is told so hears of a connection problem, as if they had waited', () => {
  const { silence } = createScene()
  silence.begin()
  expect(silence.requireNone).toThrow(expect.toSatisfy(isConnectionProblem))
})
