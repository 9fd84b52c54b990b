import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { runChild } from '../bootstrap/run-child.mjs'

/**
 * A step that runs one project of vitest.config.ts and counts its tests.
 * @param {string} name
 * @param {import('../bootstrap/find-toolchain.mjs').Toolchain} toolchain
 * @param {string} project
 * @returns {import('./run-steps.mjs').Step}
 */
export function vitestStep(name, { env }, project) {
  const report = join(projectRoot, `.coco/reports/${project}.json`)
  return {
    name,
    async run() {
      mkdirSync(join(projectRoot, '.coco/reports'), { recursive: true })
      rmSync(report, { force: true })
      const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await runChild(join(projectRoot, 'node_modules/.bin/vitest'), args, { env })
      const { passed, failed } = countsIn(report)
      // An unhandled error or an empty run fails vitest without a failed test.
      return { passed, failed: code === 0 ? failed : Math.max(failed, 1), output }
    },
  }
}

/** @param {string} report */
function countsIn(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: Number(numPassedTests), failed: Number(numFailedTests) }
  } catch {
    return { passed: 0, failed: 1 } // vitest died before it could write
  }
}
