import { z } from 'zod'

const Port = z.coerce.number().int().min(0).max(65_535)

/** The environment of the emulator process. An empty variable is an unset one, as in a `.env` file. */
const Env = z.object({
  EMULATOR_PORT: Port.default(8085),
  EMULATOR_ACCOUNT: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be ORG-NAME or a locator')
    .default('COCO-LOCAL'),
  EMULATOR_MODEL_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMULATOR_KEYS_DIR: z.string().default('keys'),
  EMULATOR_SQL_DIR: z.string().default('sql'),
  EMULATOR_TRIAL: z.enum(['true', 'false']).default('false'),
  EMULATOR_MODEL_ERRORS: z.enum(['403', '400']).default('403'),
  COCO_DATA_DIR: z.string().default('data'),
})

export interface EmulatorConfig {
  port: number
  account: string
  modelUrl: string | null
  keysDir: string
  sqlDir: string
  dataDir: string
  trial: boolean
  modelErrors: '403' | '400'
}

/** @throws Error that names every problem at once */
export function readConfig(env: NodeJS.ProcessEnv): EmulatorConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = Env.safeParse(set)
  if (!result.success) throw new Error(`Cannot start the local Snowflake:\n${z.prettifyError(result.error)}`)
  const settings = result.data
  return {
    port: settings.EMULATOR_PORT,
    account: settings.EMULATOR_ACCOUNT,
    modelUrl: settings.EMULATOR_MODEL_URL ?? null,
    keysDir: settings.EMULATOR_KEYS_DIR,
    sqlDir: settings.EMULATOR_SQL_DIR,
    dataDir: settings.COCO_DATA_DIR,
    trial: settings.EMULATOR_TRIAL === 'true',
    modelErrors: settings.EMULATOR_MODEL_ERRORS,
  }
}
