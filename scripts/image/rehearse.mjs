/**
 * `node scripts/image/rehearse.mjs [--tests] [FILE …]`, on Linux: carries out deploy/docker/Dockerfile without a container engine, in a
 * clean folder, from this checkout. Starts server and local Snowflake in a tree that nobody may write, and uses them; with
 * `--tests` the whole-server tests, or those that are named, run against it too. Called by root, the tree belongs to root and the
 * image's user is 1000; called by anybody else, both are theirs. It is no container: the base image, its libraries and the engine's
 * isolation are not tried.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildImage } from './build-image.mjs'
import { makeKeys, makeOwnFolder, useImage } from './use-image.mjs'
import { runWholeServerTests } from './whole-server-tests.mjs'

const { values, positionals } = parseArgs({ options: { tests: { type: 'boolean' } }, allowPositionals: true })
const folder = mkdtempSync(join(tmpdir(), 'coco-image-'))
chmodSync(folder, 0o755)
try {
  const image = buildImage(folder)
  const compressed = execFileSync('sh', ['-c', 'tar c . | gzip | wc -c'], { cwd: image.root, encoding: 'utf8' })
  console.log(`Our layers, compressed: ${(Number(compressed) / 1e6).toFixed(1)} MB`)
  // Node itself may lie where only its owner may look.
  const node = join(folder, 'node')
  cpSync(process.execPath, node)
  const snowflakeData = join(folder, 'snowflake-data')
  makeOwnFolder(snowflakeData, image)
  makeKeys(join(image.root, 'keys'), image)
  const unlessData = ['.', '-path', './data', '-prune', '-o', '!', '-type', 'l']
  execFileSync('find', [...unlessData, '-exec', 'chmod', 'a-w', '{}', '+'], { cwd: image.root })
  const before = listing(image.root)
  await useImage(image, { node, snowflakeData })
  if (values.tests) await runWholeServerTests(image, { folder, node, only: positionals })
  if (listing(image.root) !== before) throw new Error('Something was written outside the data folder.')
  console.log(
    'The image serves page, sign-in, documents and chat, stops on SIGTERM, and wrote nothing outside its data.',
  )
} finally {
  execFileSync('chmod', ['-R', 'u+w', folder])
  execFileSync('rm', ['-rf', folder])
}

/** @param {string} root */
function listing(root) {
  const own = readdirSync(root).filter((name) => name !== 'data')
  return execFileSync('find', [...own, '-printf', '%p %s %T@\n'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
