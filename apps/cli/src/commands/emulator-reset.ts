import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Command, Refusal } from '../command.ts'
import { shown } from '../local/dev-keys.ts'
import { dataFolder } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const emulatorReset: Command = {
  help: `coco emulator reset

Removes the state of the local Snowflake (users, roles, grants, registered keys) under COCO_DATA_DIR. The next start seeds a
new account from sql/. Refused while it runs. Keys and conversations stay.`,
  async run(args, cli) {
    parseCommandLine('emulator reset', args, {})
    const dataDir = dataFolder(cli)
    const state = join(dataDir, 'emulator')
    if (!existsSync(state)) {
      cli.print(`There is nothing to forget: ${shown(cli.folder, state)} does not exist.`)
      return 0
    }
    if (isRunning(state)) {
      throw new Refusal(
        `The local Snowflake is running on ${shown(cli.folder, state)}. Stop Coco first (Ctrl-C where npm start runs).`,
      )
    }
    cli.say(`Removing ${shown(cli.folder, state)}`)
    rmSync(state, { recursive: true })
    cli.print('Done. The next start seeds a new account from the scripts in sql/.')
    return 0
  },
}

/** The local Snowflake holds a lock of SQLite on this file for as long as it runs, however it ends. */
function isRunning(state: string): boolean {
  const path = join(state, 'lock.sqlite')
  if (!existsSync(path)) return false
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return false
  } catch {
    return true
  } finally {
    lock.close()
  }
}
