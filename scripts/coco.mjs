/** `pnpm coco …`, on a bare machine `npm run coco -- …`: the command line, on the project's own Node. */
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runInForeground } from './bootstrap/run-in-foreground.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'

await runScript(async () => {
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  return runInForeground(toolchain.node, ['apps/cli/src/main.ts', ...process.argv.slice(2)], toolchain.env)
})
