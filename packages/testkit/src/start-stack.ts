import { type Emulator, type EmulatorOptions, startEmulator } from '@coco/emulator/emulator'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createStackFolder } from './stack-folder.ts'
import { type ServerUnderTest, type ServerUnderTestOptions, startServerOn } from './start-server-on.ts'

export interface StackOptions extends Omit<ServerUnderTestOptions, 'folder'> {
  /** For the emulator: its pace, limits, trial mode … By default it answers without waiting. */
  emulator?: Partial<EmulatorOptions>
}

export interface Stack extends ServerUnderTest {
  emulatorUrl: string
  emulator: Emulator
  /** The private key with which the emulator's administrator signs in. */
  adminKeyPath: string
  /** Runs SQL as the administrator. */
  sql: Emulator['sql']
}

const SQL = join(import.meta.dirname, '../../../sql')
/** What a new local account is made with. */
export const SEED_SCRIPTS = ['01_rbac_setup.sql', '02_enable_model_rbac.sql', '04_documents.sql'].map((name) =>
  join(SQL, name),
)

/**
 * The server and the local Snowflake in this process, on free ports, in local mode, in memory, with the seeded people and
 * the quickstart's tenants. `await using stack = await startStack()` takes everything down again.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = await createStackFolder()
  const publicKeys = Object.fromEntries(
    Object.entries(folder.publicKeyPaths).map(([user, path]) => [user, readFileSync(path, 'utf8')]),
  )
  const emulator = await startEmulator({
    dataDir: null,
    seed: { scripts: SEED_SCRIPTS, publicKeys },
    pace: { firstTokenMs: 0, tokensPerSecond: Infinity },
    ...options.emulator,
  })
  const server = await startServerOn(`${emulator.url}/api/v2/cortex`, { ...options, folder }).catch(async (error) => {
    await emulator.close()
    throw error
  })

  async function close(): Promise<void> {
    await server.close()
    await emulator.close()
  }

  return {
    ...server,
    emulatorUrl: emulator.url,
    emulator,
    adminKeyPath: folder.adminKeyPath,
    sql: emulator.sql,
    close,
    [Symbol.asyncDispose]: close,
  }
}
