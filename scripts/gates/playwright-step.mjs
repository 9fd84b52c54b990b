import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from '../bootstrap/ensure-browser.mjs'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { runChild } from '../bootstrap/run-child.mjs'

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
      const { code, output } = await runChild(playwright, ['test', '--reporter=dot,json'], {
        cwd: folder,
        env: { ...env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      })
      const { passed, failed } = countsIn(report)
      return { passed, failed: code === 0 ? failed : Math.max(failed, 1), output }
    },
  }
}

/** @param {string} report */
function countsIn(report) {
  try {
    const { stats } = JSON.parse(readFileSync(report, 'utf8'))
    // A flaky test failed once, and nobody knows why.
    return { passed: Number(stats.expected), failed: Number(stats.unexpected) + Number(stats.flaky) }
  } catch {
    return { passed: 0, failed: 1 } // Playwright died before it could write
  }
}
