import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from './project-root.mjs'

/** What a tool writes itself; never an input. */
const GENERATED = new Set(['node_modules', 'dist', '.turbo', '.git', '.coco', 'data', 'coverage'])

/**
 * Files under a folder of the repository, sorted, as paths from its root.
 * @param {string} folder
 * @param {(path: string) => boolean} wanted
 * @param {number} [depth] how many levels of folders to enter
 * @returns {string[]}
 */
export function filesUnder(folder, wanted, depth = Infinity) {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth > 0 && !GENERATED.has(entry.name) ? filesUnder(path, wanted, depth - 1) : []
      return wanted(path) ? [path] : []
    })
    .sort()
}

/**
 * One hash over the names and contents of files.
 * @param {string[]} paths from the root of the repository
 */
export function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(join(projectRoot, path))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(join(projectRoot, file), 'utf8').trim()
  } catch {
    return undefined
  }
}

/** @param {string} file @param {string} stamp */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(join(projectRoot, file)), { recursive: true })
  writeFileSync(join(projectRoot, file), `${stamp}\n`)
}
