import { runChild } from '../bootstrap/run-child.mjs'
import { ScriptError } from '../bootstrap/script-error.mjs'

/** @typedef {Record<string, string>} DevSettings the environment in which server and emulator find each other */

/**
 * Makes the development keys and says in which environment server and emulator find each other.
 * @param {import('../bootstrap/find-toolchain.mjs').Toolchain} toolchain
 * @param {Record<string, string>} chosen settings that go before those of `.env`
 * @returns {Promise<DevSettings>}
 * @throws {ScriptError} with the command's own sentence, when this folder may not run in local mode
 */
export async function prepareDev({ node, env }, chosen) {
  const { code, output } = await runChild(node, ['apps/cli/src/main.ts', 'prepare-dev'], { env: { ...env, ...chosen } })
  if (code !== 0) throw new ScriptError(output.trim())
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}
