import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository that this program runs from. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../../../', import.meta.url))

export const EMULATOR_SCRIPT = join(PROJECT_FOLDER, 'apps/emulator/src/main.ts')
export const SERVER_SCRIPT = join(PROJECT_FOLDER, 'apps/server/src/main.ts')

/** The folder with the Snowflake scripts: the one where Coco is run, else the project's own. */
export function sqlFolder(folder: string, setting: string | undefined): string {
  if (setting !== undefined) return resolve(folder, setting)
  const own = join(folder, 'sql')
  return existsSync(join(own, '01_rbac_setup.sql')) ? own : join(PROJECT_FOLDER, 'sql')
}

export function keysFolder(folder: string, setting: string | undefined): string {
  return resolve(folder, setting ?? 'keys')
}

export function demoDocumentsFolder(folder: string, setting: string | undefined): string {
  return setting === undefined ? join(PROJECT_FOLDER, 'demo/documents') : resolve(folder, setting)
}
