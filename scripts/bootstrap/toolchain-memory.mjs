import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.mjs'

const FILE = join(projectRoot, '.coco/toolchain.json')

/** @typedef {{ node?: { version: string, path: string }, pnpm?: { version: string, path: string } }} Memory */

/**
 * Where Node and pnpm were found the last time: asking npx again would cost a second each.
 * @returns {Memory}
 */
export function readToolchainMemory() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'))
  } catch {
    return {} // missing or damaged: it is only a shortcut
  }
}

/** @param {Memory} found */
export function rememberToolchain(found) {
  mkdirSync(join(projectRoot, '.coco'), { recursive: true })
  writeFileSync(FILE, `${JSON.stringify({ ...readToolchainMemory(), ...found }, null, 2)}\n`)
}
