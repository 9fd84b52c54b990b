import { StoppedError } from '../bootstrap/script-error.mjs'

/** @typedef {{ passed: number, failed: number, output?: string }} StepResult tests, or one for a step without tests */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<StepResult>} run
 * @property {boolean} [needed] when it fails, what follows cannot mean anything and is left out
 */

/**
 * Runs steps in order, tells each one's result and time, goes on after a failure, and closes with one line of totals.
 * @param {Step[]} steps
 * @param {(line: string) => void} [print]
 * @returns {Promise<number>} the exit code: 0 only if every step ran and nothing failed
 */
export async function runSteps(steps, print = console.log) {
  const startedAt = Date.now()
  let passed = 0
  let failed = 0
  /** @type {string[]} */
  const failedSteps = []
  /** @type {string[]} */
  const leftOut = []

  for (const step of steps) {
    if (steps.some(({ name, needed }) => needed && failedSteps.includes(name))) {
      leftOut.push(step.name)
      continue
    }
    const stepStartedAt = Date.now()
    const result = await resultOf(step)
    passed += result.passed
    failed += result.failed
    print(lineFor(step.name, result, stepStartedAt))
    if (result.failed > 0) {
      failedSteps.push(step.name)
      print(`\n${result.output?.trim() ?? ''}\n`)
    }
  }

  print(`\n      ${'in all'.padEnd(20)}${secondsSince(startedAt)}`)
  if (failedSteps.length > 0) print(`      failed: ${failedSteps.join(', ')}`)
  if (leftOut.length > 0) print(`      left out: ${leftOut.join(', ')}`)
  print(`\n${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** @param {Step} step @returns {Promise<StepResult>} */
async function resultOf(step) {
  try {
    return await step.run()
  } catch (error) {
    if (error instanceof StoppedError) throw error
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) }
  }
}

/** @param {string} name @param {StepResult} result @param {number} startedAt */
function lineFor(name, { passed, failed }, startedAt) {
  const counts = passed + failed > 1 ? `  ${passed} passed${failed ? `, ${failed} failed` : ''}` : ''
  return `${failed ? 'FAIL' : ' ok '}  ${name.padEnd(20)}${secondsSince(startedAt)}${counts}`
}

/** @param {number} startedAt */
const secondsSince = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`
