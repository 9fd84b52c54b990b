import { accountHost } from '@coco/core/jwt/account-identifier'
import { accountUrlBeside } from '@coco/core/snowflake/account-url'
import type { Settings } from '@coco/core/settings/env-file'
import { isLoopbackHost } from '@coco/core/settings/loopback'
import { resolve } from 'node:path'
import type { LogLevel } from '../platform/logger.ts'
import { createSecret, type Secret } from '../platform/secret.ts'
import { type Env, type EnvProblem, parseEnv } from './env.ts'
import { type Limits, toLimits } from './limits.ts'
import { type OidcConfig, toOidcConfig } from './oidc.ts'

/** What the settings mean. */
export interface Config {
  mode: 'local' | 'snowflake'
  /** Relative paths start here. */
  folder: string
  dataDir: string
  /** A folder with documents for each tenant, which local mode adds once; null: none. */
  demoDocuments: string | null
  settings: Settings
  listen: { host: string; port: number; isLoopback: boolean }
  /** Where people reach this server when that is not the address it listens on. */
  publicUrl: URL | null
  snowflake: {
    account: string
    cortexBaseUrl: string
    /** Of the rest of the account, the SQL API among it; null: the override leads to something that is Cortex alone. */
    accountUrl: string | null
  }
  requests: {
    /** Host names besides loopback, `listen.host` and `publicUrl`. */
    allowedHosts: readonly string[]
    allowedOrigins: readonly string[]
    frameAncestors: readonly string[]
    /** Whose word on where a call comes from is taken: nobody's, that of one proxy in front, or of these addresses. */
    trustProxy: boolean | string
  }
  /** What stands in front and signs people in; nobody comes but through it. */
  ingress: 'spcs' | null
  sessionSecret: Secret | null
  /** Opens `/metrics` to readers from elsewhere; null: only this machine reads them. */
  metricsToken: Secret | null
  /** Null: the embedded database, in `dataDir`. */
  databaseUrl: Secret | null
  /** Null: nobody signs in elsewhere. */
  oidc: OidcConfig | null
  limits: Limits
  logLevel: LogLevel
  /** Settings that are understood and that nothing uses: said at the start, so that nobody relies on them. */
  unused: readonly string[]
}

/** @throws Error that names every problem at once */
export function readConfig(settings: Settings, folder: string): Config {
  const result = parseEnv(settings)
  if ('problems' in result) throw new Error(`Cannot start:\n${result.problems.map(toLine).join('\n')}`)
  return toConfig(result.env, settings, folder)
}

/** Whether only this machine can reach the server: it listens on loopback, and nothing says that others come through a proxy. */
export function isPrivate({ listen, publicUrl, ingress, requests }: Config): boolean {
  const hasOtherNames = requests.allowedHosts.some((host) => !isLoopbackHost(host))
  return listen.isLoopback && publicUrl === null && ingress === null && requests.trustProxy === false && !hasOtherNames
}

function toConfig(env: Env, settings: Settings, folder: string): Config {
  return {
    mode: env.COCO_MODE,
    folder,
    dataDir: resolve(folder, env.COCO_DATA_DIR),
    demoDocuments:
      env.COCO_MODE !== 'local' || env.COCO_DEMO_DOCUMENTS === undefined
        ? null
        : resolve(folder, env.COCO_DEMO_DOCUMENTS),
    settings,
    listen: { host: env.COCO_HOST, port: env.COCO_PORT, isLoopback: isLoopbackHost(env.COCO_HOST) },
    publicUrl: env.COCO_PUBLIC_URL === undefined ? null : new URL(env.COCO_PUBLIC_URL),
    snowflake: toSnowflake(env),
    requests: {
      allowedHosts: env.COCO_ALLOWED_HOSTS,
      allowedOrigins: env.COCO_ALLOWED_ORIGINS.map((origin) => new URL(origin).origin),
      frameAncestors: env.COCO_FRAME_ANCESTORS,
      trustProxy: toTrustProxy(env.COCO_TRUST_PROXY),
    },
    ingress: env.COCO_INGRESS === 'spcs' ? 'spcs' : null,
    sessionSecret: env.COCO_SESSION_SECRET === undefined ? null : createSecret(env.COCO_SESSION_SECRET),
    metricsToken: env.COCO_METRICS_TOKEN === undefined ? null : createSecret(env.COCO_METRICS_TOKEN),
    databaseUrl: env.DATABASE_URL === undefined ? null : createSecret(env.DATABASE_URL),
    oidc: toOidcConfig(env),
    limits: toLimits(env),
    logLevel: env.LOG_LEVEL,
    unused: Object.keys(settings).filter((name) => name === 'REDIS_URL'),
  }
}

/** The override replaces the address whole, as in the quickstart; a slash at its end is forgiven. */
function cortexBaseUrl(env: Env): string {
  if (env.CORTEX_BASE_URL_OVERRIDE !== undefined) return env.CORTEX_BASE_URL_OVERRIDE.replace(/\/+$/, '')
  return `https://${accountHost(env.SNOWFLAKE_ACCOUNT, env.SNOWFLAKE_HOST)}/api/v2/cortex`
}

function toSnowflake(env: Env): Config['snowflake'] {
  const base = cortexBaseUrl(env)
  return { account: env.SNOWFLAKE_ACCOUNT, cortexBaseUrl: base, accountUrl: accountUrlBeside(base) }
}

function toTrustProxy(value = 'false'): boolean | string {
  return value === 'true' || (value !== 'false' && value)
}

const toLine = ({ variable, message }: EnvProblem) => `  ${variable} ${message}`
