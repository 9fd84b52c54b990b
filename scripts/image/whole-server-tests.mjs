import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { runChild } from '../bootstrap/run-child.mjs'
import { makeOwnFolder } from './use-image.mjs'

/** Whole-server tests that say nothing about an image, or cannot be asked of one. */
const LEFT_OUT = {
  'tests/database/**': 'opens the database without a server',
  'tests/deploy/**': 'reads files of the project',
  'tests/emulator/**': 'the local Snowflake without a server',
  'tests/faults/changed-keys.test.ts': 'puts key files in place that are not of the image’s user',
  'tests/faults/hostile-bodies.test.ts': 'all of it needs a clock of its own',
  'tests/faults/odd-requests.test.ts': 'serves a page of its own making',
  'tests/identity/open-readers.test.ts': 'all of it needs a clock of its own',
  'tests/isolation/matrix.test.ts': 'takes what can be called from the server itself, so that nothing is forgotten',
  'tests/server/web-app.test.ts': 'serves pages of its own making; the rehearsal loads the page of the image',
}

/**
 * Runs the whole-server tests with the image's server, each in a folder of its own as the image's user, in the place of one in the
 * tests' own process. The local Snowflake, and whatever a test stands in for, stay in that process.
 * @param {import('./build-image.mjs').Image} image
 * @param {{ folder: string, node: string, only: string[] }} options `only`: files or folders of tests; none is all of them
 * @throws {Error} when a test fails, or none was one of the image
 */
export async function runWholeServerTests(image, { folder, node, only }) {
  const [, ...server] = image.command
  const startsFile = join(folder, 'starts')
  const description = join(folder, 'image.json')
  const report = join(folder, 'report.json')
  const commandLine = ['apps/cli/src/main.ts']
  const { root, uid, gid } = image
  // Hundreds of starts of one program: what the first has compiled serves the others.
  const compiled = join(folder, 'compiled')
  makeOwnFolder(compiled, image)
  const env = { ...image.env, NODE_COMPILE_CACHE: compiled }
  writeFileSync(startsFile, '')
  writeFileSync(description, JSON.stringify({ root, uid, gid, env, node, server, commandLine, startsFile }))
  const args = ['run', '--project', 'tests', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const leftOut = Object.keys(LEFT_OUT).map((path) => `--exclude=${path}`)
  const { code, output } = await runChild(
    join(projectRoot, 'node_modules/.bin/vitest'),
    [...args, ...leftOut, ...only],
    { env: { ...process.env, COCO_TEST_IMAGE: description } },
  )
  const starts = readFileSync(startsFile, 'utf8').split('\n').filter(Boolean).length
  if (code !== 0 || !existsSync(report)) throw new Error(`Tests against the image failed:\n${output}`)
  const { numPassedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
  if (starts === 0) throw new Error('No test has started the image.')
  console.log(
    `Whole-server tests: ${numPassedTests} passed, ${starts} servers of the image started; ${numPendingTests} tests need a part that an image does not have`,
  )
}
