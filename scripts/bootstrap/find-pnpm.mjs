import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExecutable } from './find-node.mjs'
import { projectRoot } from './project-root.mjs'
import { runNpx } from './run-npx.mjs'
import { ScriptError } from './script-error.mjs'
import { readToolchainMemory, rememberToolchain } from './toolchain-memory.mjs'

/**
 * The path of the pnpm that package.json names, borrowed from npm when it is not remembered. An installed pnpm of
 * another version would write another lockfile, and corepack fails where its signature keys are old.
 * @param {NodeJS.ProcessEnv} env with the project's Node first on PATH
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {ScriptError}
 */
export async function findPnpm(env, say) {
  const { packageManager } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  const wanted = String(packageManager).replace('pnpm@', '')

  const remembered = readToolchainMemory().pnpm
  if (remembered?.version === wanted && isExecutable(remembered.path)) return remembered.path

  say(`Fetching pnpm ${wanted}`)
  const path = await runNpx(['-p', `pnpm@${wanted}`, '-c', 'command -v pnpm'], { wanted: `pnpm ${wanted}`, env })
  if (!isExecutable(path)) throw new ScriptError(`npx gave no usable pnpm ${wanted}: "${path}".`)
  rememberToolchain({ pnpm: { version: wanted, path } })
  return path
}
