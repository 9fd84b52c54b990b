import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { RateLimits } from './cortex/model-rate-limits.ts'
import { MODEL_PACE, type Pace } from './cortex/writer/pace.ts'

/** What is not set is found beside this program, wherever it is started. */
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url))

const INSTANT: Pace = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY }

/** `claude-4-sonnet=600,mistral-large2=200`: requests per minute. */
const RateLimitList = z
  .string()
  .regex(/^[^=,\s]+=\d+(,[^=,\s]+=\d+)*$/, 'must be model=requests per minute, separated by commas')
  .transform((text): RateLimits => Object.fromEntries(text.split(',').map(readLimit)))

const Port = z.coerce.number().int().min(0).max(65_535)

/** The environment of the emulator process. An empty variable is an unset one, as in a `.env` file. */
const Env = z.object({
  EMULATOR_PORT: Port.default(8085),
  EMULATOR_ACCOUNT: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be ORG-NAME or a locator')
    .default('COCO-LOCAL'),
  EMULATOR_MODEL_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMULATOR_KEYS_DIR: z.string().default(join(PROJECT, 'keys')),
  EMULATOR_SQL_DIR: z.string().default(join(PROJECT, 'sql')),
  EMULATOR_TRIAL: z.enum(['true', 'false']).default('false'),
  EMULATOR_MODEL_ERRORS: z.enum(['403', '400']).default('403'),
  EMULATOR_PACE: z.enum(['model', 'instant']).default('model'),
  EMULATOR_RATE_LIMITS: RateLimitList.optional(),
  COCO_DATA_DIR: z.string().default(join(PROJECT, 'data')),
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
  pace: Pace
  rateLimits: RateLimits
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
    pace: settings.EMULATOR_PACE === 'instant' ? INSTANT : MODEL_PACE,
    rateLimits: settings.EMULATOR_RATE_LIMITS ?? {},
  }
}

function readLimit(text: string): [model: string, limit: RateLimits[string]] {
  const [model = '', rpm] = text.split('=')
  return [model.toLowerCase(), { rpm: Number(rpm) }]
}
