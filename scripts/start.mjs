/**
 * `npm start`: from a clone and any Node of package.json's `engines` to a running Coco. It uses nothing but Node's own
 * modules, since before its second step nothing else is installed. A second start finds everything done.
 */
import { buildWeb } from './bootstrap/build.mjs'
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runChild } from './bootstrap/run-child.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'

await runScript(async () => {
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  await buildWeb(toolchain, say)
  const coco = await runChild(toolchain.node, ['apps/cli/src/main.ts', 'up'], {
    env: toolchain.env,
    output: 'show',
    kind: 'app',
  })
  return coco.code
})
