/**
 * `pnpm dev`: server, web and emulator in local mode, each restarted or replaced in place when its files change.
 * COCO_PORT, EMULATOR_PORT and COCO_WEB_PORT choose the ports; 0 takes a free one, so that several copies run at once.
 */
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runChild } from './bootstrap/run-child.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'
import { chooseDevPorts } from './dev/choose-dev-ports.mjs'
import { greetWhenReady } from './dev/greet-when-ready.mjs'
import { prepareDev } from './dev/prepare-dev.mjs'

/** turbo starts each part in a process group of its own and must live to stop them. */
const STOP_MS = 13_000

await runScript(async () => {
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  const settings = await chooseDevPorts((env) => prepareDev(toolchain, env))
  const over = new AbortController()
  const greeted = greetWhenReady(settings, over.signal)
  const { code } = await runChild(toolchain.pnpm, ['exec', 'turbo', 'run', 'dev', '--ui=stream'], {
    env: { ...toolchain.env, ...settings },
    output: 'show',
    graceMs: STOP_MS,
  })
  over.abort()
  await greeted
  return code
})
