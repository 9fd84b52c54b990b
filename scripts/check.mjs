/** `pnpm check`: the fast gate, for every few minutes of work. `npm test` runs it first. */
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'
import { checkSteps } from './gates/check-steps.mjs'
import { runSteps } from './gates/run-steps.mjs'

await runScript(async () => {
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  return runSteps(checkSteps(toolchain))
})
