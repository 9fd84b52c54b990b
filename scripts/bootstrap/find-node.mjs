import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { borrowProgram } from './borrow-program.mjs'
import { isExecutable } from './is-executable.mjs'
import { projectRoot } from './project-root.mjs'
import { runChild } from './run-child.mjs'
import { ScriptError } from './script-error.mjs'

/**
 * The path of a Node that runs this project: the running one, the one in COCO_NODE, or one borrowed from npm, where the
 * binary comes inside a package.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {ScriptError}
 */
export async function findNode(say) {
  const wanted = readFileSync(join(projectRoot, '.node-version'), 'utf8').trim()
  if (isEnough(process.versions.node, wanted)) return process.execPath
  if (process.env.COCO_NODE) return checkedNode(process.env.COCO_NODE, wanted)
  return borrowProgram('node', wanted, process.env, say)
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
