import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.mjs'
import { runChild } from './run-child.mjs'
import { runNpx } from './run-npx.mjs'
import { ScriptError } from './script-error.mjs'
import { readToolchainMemory, rememberToolchain } from './toolchain-memory.mjs'

/**
 * The path of a Node that runs this project: the running one, the one in COCO_NODE, the one found last time, or one
 * borrowed from npm, where the binary comes inside a package.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {ScriptError}
 */
export async function findNode(say) {
  const wanted = readFileSync(join(projectRoot, '.node-version'), 'utf8').trim()
  if (isEnough(process.versions.node, wanted)) return process.execPath
  if (process.env.COCO_NODE) return checkedNode(process.env.COCO_NODE, wanted)

  const remembered = readToolchainMemory().node
  if (remembered?.version === wanted && isExecutable(remembered.path)) return remembered.path

  say(`Fetching Node ${wanted} for this project (yours is ${process.versions.node} and stays as it is)`)
  const path = await runNpx([`node@${wanted}`, '-e', 'console.log(process.execPath)'], { wanted: `Node ${wanted}` })
  if (!isExecutable(path)) throw new ScriptError(`npx gave no usable Node ${wanted}: "${path}". Set COCO_NODE to one.`)
  rememberToolchain({ node: { version: wanted, path } })
  return path
}

/** @param {string} path @param {string} wanted */
async function checkedNode(path, wanted) {
  const { code, output } = isExecutable(path)
    ? await runChild(path, ['-p', 'process.versions.node'])
    : { code: 1, output: '' }
  if (code === 0 && isEnough(output.trim(), wanted)) return path
  throw new ScriptError(`COCO_NODE is "${path}", which is not a Node ${major(wanted)} or newer.`)
}

/** @param {string} version @param {string} wanted */
const isEnough = (version, wanted) => major(version) >= major(wanted)

/** @param {string} version */
const major = (version) => Number(version.split('.')[0])

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
