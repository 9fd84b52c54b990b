/** `pnpm bench NAME`: runs bench/NAME.ts, or lists the names. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { projectRoot } from './bootstrap/project-root.mjs'
import { runInForeground } from './bootstrap/run-in-foreground.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { ScriptError } from './bootstrap/script-error.mjs'
import { say } from './bootstrap/say.mjs'

await runScript(async () => {
  const names = readdirSync(join(projectRoot, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
  const [name, ...args] = process.argv.slice(2)
  if (name === undefined) {
    console.log(`Benchmarks: ${names.join(', ')}\nRun one with: pnpm bench NAME`)
    return 0
  }
  if (!names.includes(name)) throw new ScriptError(`There is no benchmark "${name}". There is: ${names.join(', ')}.`)
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  return runInForeground(toolchain.node, [`bench/${name}.ts`, ...args], toolchain.env)
})
