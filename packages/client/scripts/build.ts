/**
 * Builds `dist/`: JavaScript and declarations that need neither the server nor zod. The types that cross the wire are
 * expanded first; then a copy of `src` with the expanded `wire.ts` is compiled as a browser would see it, without Node's
 * types. So whatever is not self-contained, or runs only in Node, fails here.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPublished } from './check-published.ts'
import { toWireSource } from './to-wire-source.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const work = join(dist, '.build')

const compiler = join(fileURLToPath(import.meta.resolve('typescript/package.json')), '../bin/tsc')

function tsc(config: string) {
  execFileSync(process.execPath, [compiler, '-p', join(root, 'scripts', config)], { stdio: 'inherit' })
}

rmSync(dist, { recursive: true, force: true })
tsc('tsconfig.wire.json')
const declarations = readFileSync(join(work, 'wire/scripts/wire-shape.d.ts'), 'utf8')

cpSync(join(root, 'src'), join(work, 'src'), { recursive: true, filter: (path) => !/\.test(-d)?\.ts$/.test(path) })
writeFileSync(join(work, 'src/wire.ts'), toWireSource(declarations))
tsc('tsconfig.dist.json')

rmSync(work, { recursive: true })
checkPublished(dist)
