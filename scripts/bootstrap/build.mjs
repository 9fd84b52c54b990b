import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, hashFiles, readStamp, writeStamp } from './input-stamp.mjs'
import { projectRoot } from './project-root.mjs'
import { runChild } from './run-child.mjs'
import { ScriptError } from './script-error.mjs'

/** Which inputs gave which page: another command may have built other inputs since. */
const STAMP = '.coco/web-build'
/** Names every other file of the build by its content. */
const PAGE = 'apps/web/dist/index.html'

/**
 * Builds the web app, unless its inputs are those of the last build.
 * @param {import('./find-toolchain.mjs').Toolchain} toolchain
 * @param {(line: string) => void} say
 * @throws {ScriptError}
 */
export async function buildWeb({ pnpm, env }, say) {
  const source = (/** @type {string} */ path) => !/\.test(-d)?\.tsx?$/.test(path)
  const inputs = hashFiles([
    'pnpm-lock.yaml',
    'tsconfig.base.json',
    ...filesUnder('apps/web', source),
    ...filesUnder('packages/shared', source),
  ])
  if (existsSync(join(projectRoot, PAGE)) && readStamp(STAMP) === `${inputs} ${hashFiles([PAGE])}`) return

  say('Building the web app')
  const args = ['exec', 'turbo', 'run', 'build', '--filter=@coco/web', '--output-logs=errors-only']
  const { code, output } = await runChild(pnpm, args, { env })
  if (code !== 0) throw new ScriptError(`The web app does not build:\n${output.trim()}`)
  writeStamp(STAMP, `${inputs} ${hashFiles([PAGE])}`)
}
