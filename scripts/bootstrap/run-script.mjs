import { exitCodeOf, stopChildrenOnSignals, stopSignal } from './run-child.mjs'
import { ScriptError, StoppedError } from './script-error.mjs'

const LOOK_FOR_NPM_EVERY_MS = 1_000

/**
 * The frame of every script here: signals end what was started, a failure is a sentence, the result is the exit code.
 * @param {() => Promise<number>} steps
 */
export async function runScript(steps) {
  stopChildrenOnSignals()
  stopWhenNpmIsGone()
  // A reader that went away (`npm start 2>&1 | head -1`) ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
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

/** npm passes SIGINT and SIGTERM on; of any other end of its own only our new parent tells. */
function stopWhenNpmIsGone() {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(looking)
    process.kill(process.pid, 'SIGHUP')
  }, LOOK_FOR_NPM_EVERY_MS)
  looking.unref()
}
