import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** Names in capitals, values never empty. */
export type Settings = Readonly<Record<string, string>>

/**
 * The settings of a deployment: `.env` of a folder under the environment of the process. As in the quickstart the process
 * wins, names are the same in any case, and an empty value means "not set" (an empty one of the process hides the one in
 * the file). Names that nobody asks for are kept.
 *
 * @throws Error with a sentence when there is a `.env` that cannot be read
 */
export function readSettings(folder: string, processEnv: Readonly<Record<string, string | undefined>>): Settings {
  const settings = new Map<string, string>()
  for (const [name, value] of Object.entries(readEnvFile(join(folder, '.env'))))
    settings.set(name.toUpperCase(), value ?? '')
  for (const [name, value] of Object.entries(processEnv)) settings.set(name.toUpperCase(), value ?? '')
  return Object.fromEntries([...settings].filter(([, value]) => value.trim() !== ''))
}

/** What a `.env` file says, names as written; nothing when there is none. */
export function readEnvFile(path: string): NodeJS.Dict<string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new Error(`${path} cannot be read (${code}). Make it a file that this user may read.`, { cause: error })
  }
  return parseEnv(text.replace(/^\uFEFF/, ''))
}
