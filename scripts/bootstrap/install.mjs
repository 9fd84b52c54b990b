import { filesUnder, hashFiles, readStamp, writeStamp } from './input-stamp.mjs'
import { runChild } from './run-child.mjs'
import { fetchFailure } from './fetch-failure.mjs'
import { ScriptError } from './script-error.mjs'

/** Inside node_modules, so that whoever deletes that folder deletes the claim that it is complete. */
const STAMP = 'node_modules/.coco-install'

/**
 * Installs the packages of the lockfile, unless they are those of the last time.
 * @param {import('./find-toolchain.mjs').Toolchain} toolchain
 * @param {(line: string) => void} say
 * @throws {ScriptError}
 */
export async function installPackages({ pnpm, env }, say) {
  const manifests = filesUnder('.', (path) => path.endsWith('package.json'), 2)
  const hash = hashFiles(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests])
  if (readStamp(STAMP) === hash) return

  say('Installing packages')
  // Without a terminal pnpm would stop and ask before it replaces a node_modules of another pnpm.
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false']
  const { code, output } = await runChild(pnpm, args, { env })
  if (code !== 0) throw new ScriptError(fetchFailure('the packages', output))
  writeStamp(STAMP, hash)
}
