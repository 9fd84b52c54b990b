import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { borrowProgram } from './borrow-program.mjs'
import { projectRoot } from './project-root.mjs'

/**
 * The path of the pnpm that package.json names, borrowed from npm. An installed pnpm of another version would write
 * another lockfile, and corepack fails where its signature keys are old.
 * @param {NodeJS.ProcessEnv} env with the project's Node first on PATH
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {import('./script-error.mjs').ScriptError}
 */
export function findPnpm(env, say) {
  const { packageManager } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  return borrowProgram('pnpm', String(packageManager).replace('pnpm@', ''), env, say)
}
