import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from '../bootstrap/ensure-browser.mjs'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { runChild } from '../bootstrap/run-child.mjs'

/**
 * A browser on a busy machine now and then does something else first. Such a journey is walked once more and named; more
 * than this many of them are no accident.
 */
const UNSTEADY_ALLOWED = 2

/**
 * The step that walks a person's journeys in a browser; it looks for one first, and installs one if there is none.
 * @param {string} name
 * @param {import('../bootstrap/find-toolchain.mjs').Toolchain} toolchain
 * @param {(line: string) => void} say
 * @returns {import('./run-steps.mjs').Step}
 */
export function playwrightStep(name, { env }, say) {
  const report = join(projectRoot, '.coco/reports/browser.json')
  const folder = join(projectRoot, 'e2e')
  return {
    name,
    async run() {
      const playwright = join(folder, 'node_modules/.bin/playwright')
      const chromium = await ensureBrowser({ playwright, env }, say)
      mkdirSync(join(projectRoot, '.coco/reports'), { recursive: true })
      rmSync(report, { force: true })
      const { code, output } = await runChild(playwright, ['test', '--reporter=dot,json', '--retries=1'], {
        cwd: folder,
        env: { ...env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      })
      const { passed, failed, flaky } = countsIn(report)
      for (const title of flaky) say(`unsteady: passed only the second time: ${title}`)
      const isUnsteady = flaky.length > UNSTEADY_ALLOWED
      return {
        passed: passed + (isUnsteady ? 0 : flaky.length),
        failed: code === 0 && !isUnsteady ? failed : Math.max(failed + flaky.length, 1),
        output,
      }
    },
  }
}

/** @typedef {{ title: string, specs?: { title: string, tests: { status: string }[] }[], suites?: Suite[] }} Suite */

/** @param {string} report */
function countsIn(report) {
  try {
    /** @type {{ stats: { expected: number, unexpected: number }, suites: Suite[] }} */
    const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: stats.expected, failed: stats.unexpected, flaky: suites.flatMap(flakyIn) }
  } catch {
    return { passed: 0, failed: 1, flaky: [] } // Playwright died before it could write
  }
}

/** @param {Suite} suite @returns {string[]} */
function flakyIn({ title, specs = [], suites = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  return [...own.map((spec) => `${title}: ${spec.title}`), ...suites.flatMap(flakyIn)]
}
