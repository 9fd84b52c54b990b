import { expect, test } from 'vitest'
import { runSteps } from './run-steps.mjs'

const step = (name: string, passed: number, failed: number, needed = false) => ({
  name,
  needed,
  run: async () => ({ passed, failed, output: `${name} says why` }),
})

async function outcomeOf(steps: ReturnType<typeof step>[]) {
  const lines: string[] = []
  const exitCode = await runSteps(steps, (line) => lines.push(line))
  return { exitCode, text: lines.join('\n'), last: lines.join('\n').split('\n').at(-1) }
}

test('the last line is the sum of all steps', async () => {
  const outcome = await outcomeOf([step('lint', 1, 0), step('unit', 41, 0)])
  expect(outcome).toMatchObject({ exitCode: 0, last: '42 passed, 0 failed' })
})

test('a failure is explained, and the next steps still run', async () => {
  const outcome = await outcomeOf([step('unit', 3, 2), step('types', 1, 0)])
  expect(outcome).toMatchObject({ exitCode: 1, last: '4 passed, 2 failed' })
  expect(outcome.text).toContain('unit says why')
})

test('what needs a failed step is left out and named', async () => {
  const outcome = await outcomeOf([step('build', 0, 1, true), step('browser', 9, 0)])
  expect(outcome).toMatchObject({ exitCode: 1, last: '0 passed, 1 failed' })
  expect(outcome.text).toContain('left out: browser')
})

test('a step that throws has failed', async () => {
  const broken = { name: 'browser', needed: false, run: () => Promise.reject(new Error('no browser')) }
  expect(await outcomeOf([broken])).toMatchObject({ exitCode: 1, last: '0 passed, 1 failed' })
})
