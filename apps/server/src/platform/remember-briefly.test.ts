import { expect, test } from 'vitest'
import { rememberBriefly } from './remember-briefly.ts'

function createScene() {
  let nowMs = 0
  const questions: ((answer: string) => void)[] = []
  const ask = rememberBriefly(() => new Promise<string>((resolve) => void questions.push(resolve)), {
    forMs: 1_000,
    monotonicMs: () => nowMs,
  })
  return { ask, questions, pass: (ms: number) => void (nowMs += ms) }
}

test('however many ask at once, it is asked once', async () => {
  const { ask, questions, pass } = createScene()
  const asking = [ask(), ask()]
  pass(60_000)
  asking.push(ask())
  questions[0]?.('up')
  expect(await Promise.all(asking)).toEqual(['up', 'up', 'up'])
  expect(questions).toHaveLength(1)
})

test('an answer holds as long as it was said to, from when it came', async () => {
  const { ask, questions, pass } = createScene()
  const first = ask()
  pass(5_000)
  questions[0]?.('up')
  await first
  pass(999)
  expect(await ask()).toBe('up')
  pass(1)
  const second = ask()
  questions[1]?.('down')
  expect(await second).toBe('down')
})
