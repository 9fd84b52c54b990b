/** `npm test`: everything, and exactly what CI runs, from any Node of package.json's `engines`. */
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'
import { checkSteps } from './gates/check-steps.mjs'
import { playwrightStep } from './gates/playwright-step.mjs'
import { runSteps } from './gates/run-steps.mjs'
import { toolStep } from './gates/tool-step.mjs'
import { vitestStep } from './gates/vitest-step.mjs'

/** The image, used and under what the quickstart's users rely on. All whole-server tests take a quarter of an hour. */
const IMAGE = ['node', 'scripts/image/rehearse.mjs', '--tests', 'tests/contract']

await runScript(async () => {
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  return runSteps([
    ...checkSteps(toolchain),
    { ...toolStep('build', toolchain, ['turbo', 'run', 'build', '--output-logs=errors-only']), needed: true },
    toolStep('size of the page', toolchain, ['node', 'scripts/gates/web-size.mjs']),
    vitestStep('whole-server tests', toolchain, 'tests'),
    // Where a Dockerfile's steps can be carried out: see docs/guides/container.md.
    ...(process.platform === 'linux' ? [toolStep('image', toolchain, IMAGE)] : []),
    playwrightStep('browser journeys', toolchain, say),
  ])
})
