import { exitCodeOf, stopChildrenOnSignals, stopSignal } from './run-child.mjs'
import { ScriptError, StoppedError } from './script-error.mjs'

/**
 * The frame of every script here: signals end what was started, a failure is a sentence, the result is the exit code.
 * @param {() => Promise<number>} steps
 */
export async function runScript(steps) {
  stopChildrenOnSignals()
  try {
    process.exitCode = await steps()
  } catch (error) {
    if (error instanceof StoppedError) {
      process.exitCode = exitCodeOf(error.signal)
    } else if (error instanceof ScriptError && !stopSignal()) {
      console.error(`\n${error.message}\n`)
      process.exitCode = 1
    } else {
      throw error
    }
  }
}
