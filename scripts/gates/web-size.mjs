/** The size gate: what a browser must fetch before a person can type stays small. Heavy parts load when needed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../bootstrap/project-root.mjs'

const SCRIPTS_LIMIT_KB = 180
const STYLES_LIMIT_KB = 20

const dist = join(projectRoot, 'apps/web/dist')
const page = readFileSync(join(dist, 'index.html'), 'utf8')
const first = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)

/** @param {string} extension */
function gzipKb(extension) {
  const paths = first.filter((path) => path.endsWith(extension))
  if (paths.length === 0) throw new Error(`index.html names no ${extension} file: the gate would measure nothing`)
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0) / 1000
}

for (const [extension, limitKb] of /** @type {const} */ ([
  ['.js', SCRIPTS_LIMIT_KB],
  ['.css', STYLES_LIMIT_KB],
])) {
  const kb = gzipKb(extension)
  console.log(`${extension} before the first paint: ${kb.toFixed(1)} kB gzip of ${limitKb}`)
  if (kb > limitKb) process.exitCode = 1
}
