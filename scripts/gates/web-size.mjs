/**
 * The size gate: what a browser must fetch before a person can type stays small, on every way in and in the larger of the
 * languages. Heavy parts load when needed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../bootstrap/project-root.mjs'

const SCRIPTS_LIMIT_KB = 180
const STYLES_LIMIT_KB = 20

const dist = process.env.COCO_WEB_FOLDER ?? join(projectRoot, 'apps/web/dist')
const assets = readdirSync(join(dist, 'assets'))
const page = readFileSync(join(dist, 'index.html'), 'utf8')
const onThePage = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)

/** Scripts that come later than the page, and without which one cannot type there. */
const NEEDED = {
  'the chat': ['chat-page'],
  'the chat in German': ['chat-page', 'german-first'],
  'signing in': ['sign-in-page', 'sign-in-form'],
  'signing in, in German': ['sign-in-page', 'sign-in-form', 'german-first'],
}

for (const [place, names] of Object.entries(NEEDED)) {
  const first = withWhatTheyImport([...onThePage, ...names.map(chunkOf)])
  report(`${place}: scripts`, kbOf(first, '.js'), SCRIPTS_LIMIT_KB)
  report(`${place}: styles`, kbOf(first, '.css'), STYLES_LIMIT_KB)
}

/**
 * The built file of a part that is fetched when needed.
 * @param {string} name
 */
function chunkOf(name) {
  const file = assets.find((asset) => asset.replace(/-[\w-]{8}\.js$/, '') === name)
  if (!file) throw new Error(`There is no built ${name}: the gate would measure nothing`)
  return `assets/${file}`
}

/**
 * These files and all that they import before they run.
 * @param {string[]} paths
 */
function withWhatTheyImport(paths) {
  const all = new Set(paths)
  for (const path of all) {
    if (!path.endsWith('.js')) continue
    const code = readFileSync(join(dist, path), 'utf8')
    for (const [, file] of code.matchAll(/\b(?:import|from)"\.\/([^"]+\.js)"/g)) all.add(`assets/${file}`)
  }
  return [...all]
}

/**
 * @param {string[]} paths
 * @param {string} extension
 */
function kbOf(paths, extension) {
  const counted = paths.filter((path) => path.endsWith(extension))
  if (counted.length === 0) throw new Error(`index.html names no ${extension} file: the gate would measure nothing`)
  return counted.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0) / 1000
}

/**
 * @param {string} what
 * @param {number} kb
 * @param {number} limitKb
 */
function report(what, kb, limitKb) {
  console.log(`${what} before one can type: ${kb.toFixed(1)} kB gzip of ${limitKb}`)
  if (kb > limitKb) process.exitCode = 1
}
