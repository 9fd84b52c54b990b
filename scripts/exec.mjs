/** `npm run exec -- COMMAND …`: any command with the project's own Node and pnpm first on PATH. */
import { findToolchain } from './bootstrap/find-toolchain.mjs'
import { installPackages } from './bootstrap/install.mjs'
import { runInForeground } from './bootstrap/run-in-foreground.mjs'
import { runScript } from './bootstrap/run-script.mjs'
import { say } from './bootstrap/say.mjs'
import { ScriptError } from './bootstrap/script-error.mjs'

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2)
  if (command === undefined) throw new ScriptError('Say what to run, for example: npm run exec -- node --version')
  const toolchain = await findToolchain(say)
  await installPackages(toolchain, say)
  return runInForeground(command, args, toolchain.env)
})
