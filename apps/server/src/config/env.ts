import { accountHost } from '@coco/core/jwt/account-identifier'
import type { Settings } from '@coco/core/settings/env-file'
import { isLoopbackHost } from '@coco/core/settings/loopback'
import { z } from 'zod'
import { LOG_LEVELS, type LogLevel } from '../platform/logger.ts'
import { LimitVariables } from './limits.ts'
import { missingOidcVariables, OidcVariables } from './oidc.ts'
import { wholeNumber } from './whole-number.ts'

const list = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .default([])

const httpUrl = z.string().trim().refine(isHttpUrl, 'must be a whole address that begins with https:// or http://')

/** Every variable that the server reads; names that are not listed are left alone. */
export const Variables = z.object({
  COCO_MODE: z.enum(['snowflake', 'local'], 'must be snowflake or local').default('snowflake'),
  NODE_ENV: z.string().optional(),
  SNOWFLAKE_ACCOUNT: z
    .string(
      'is missing. Name your Snowflake account, for example myorg-myaccount (`npm start` without it runs locally)',
    )
    .trim()
    .refine(
      (account) => isAccountHost(account),
      'is not an account identifier: it looks like myorg-myaccount, or xy12345.eu-west-1',
    ),
  SNOWFLAKE_HOST: z
    .string()
    .trim()
    .refine((host) => isAccountHost('any', host), 'is not a host name such as acme.privatelink.snowflakecomputing.com')
    .optional(),
  CORTEX_BASE_URL_OVERRIDE: httpUrl.optional(),
  COCO_HOST: z
    .string()
    .trim()
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
    .default('127.0.0.1'),
  COCO_PORT: wholeNumber(0, 65_535, 8000),
  COCO_DATA_DIR: z.string().default('data'),
  COCO_DEMO_DOCUMENTS: z.string().optional(),
  COCO_PUBLIC_URL: httpUrl.optional(),
  COCO_ALLOWED_HOSTS: list,
  COCO_ALLOWED_ORIGINS: list.refine(
    (origins) => origins.every(isOrigin),
    'must be origins such as https://app.example.com',
  ),
  COCO_FRAME_ANCESTORS: list.refine(
    (sources) => sources.every((source) => source === "'self'" || isOrigin(source)),
    "must be 'self' or origins such as https://portal.example.com",
  ),
  COCO_TRUST_PROXY: z
    .string()
    .trim()
    .regex(
      /^(true|false|loopback|[0-9a-fA-F]+[.:][0-9a-fA-F.:/, ]+)$/,
      'must be true, false, loopback, or a list of addresses',
    )
    .optional(),
  COCO_INGRESS: z.enum(['none', 'spcs'], 'must be none or spcs').default('none'),
  /** Set by Snowflake in every container of a service (source: snowflake docs, spcs "connecting to Snowflake from a service"). */
  SNOWFLAKE_SERVICE_NAME: z.string().optional(),
  COCO_SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  COCO_METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  COCO_REPLICAS: wholeNumber(1, 1000, 1),
  ...LimitVariables,
  ...OidcVariables,
  DATABASE_URL: z
    .string()
    .trim()
    .refine(
      (url) => ['postgres:', 'postgresql:'].includes(URL.parse(url)?.protocol ?? ''),
      'must be an address that begins with postgres://',
    )
    .optional(),
  REDIS_URL: z.string().optional(),
  LOG_LEVEL: z
    .string()
    .transform((level) => level.trim().toUpperCase())
    .refine((level): level is LogLevel => level in LOG_LEVELS, `must be one of ${Object.keys(LOG_LEVELS).join(', ')}`)
    .default('INFO'),
})

export type Env = z.infer<typeof Variables>

/** One variable and what is wrong with it. Never its value: that may be a secret in the wrong place. */
export interface EnvProblem {
  variable: string
  message: string
}

/** The settings, parsed: each variable by itself, then what they may not be together. All problems at once. */
export function parseEnv(settings: Settings): { env: Env } | { problems: EnvProblem[] } {
  const whole = Variables.safeParse(settings)
  const problems = whole.success ? [] : whole.error.issues.map(toProblem)
  const broken = new Set(problems.map((problem) => problem.variable))
  const env = whole.data ?? parseWithout(settings, broken)
  problems.push(...findConflicts(env).filter((conflict) => !broken.has(conflict.variable)))
  return problems.length === 0 ? { env } : { problems }
}

/** What is left when the broken variables are left out, so that conflicts among the others are named in the same go. */
function parseWithout(settings: Settings, broken: ReadonlySet<string>): Env {
  const sound = Object.entries(settings).filter(([name]) => !broken.has(name))
  return Variables.parse({ SNOWFLAKE_ACCOUNT: 'unknown', ...Object.fromEntries(sound) })
}

function findConflicts(env: Env): EnvProblem[] {
  const isLoopback = isLoopbackHost(env.COCO_HOST)
  const problems: EnvProblem[] = []
  const refuse = (variable: keyof Env, message: string) => problems.push({ variable, message })
  if (env.COCO_MODE === 'local') {
    if (env.NODE_ENV === 'production') refuse('COCO_MODE', 'local is refused with NODE_ENV=production')
    if (env.COCO_PUBLIC_URL !== undefined) refuse('COCO_MODE', 'local is refused with COCO_PUBLIC_URL')
    if (!['false', undefined].includes(env.COCO_TRUST_PROXY)) {
      refuse('COCO_MODE', 'local is refused with COCO_TRUST_PROXY: a proxy lets others in, and it signs in anybody')
    }
    if (!env.COCO_ALLOWED_HOSTS.every(isLoopbackHost)) {
      refuse('COCO_MODE', 'local is refused with a name in COCO_ALLOWED_HOSTS that others reach: it signs in anybody')
    }
    if (env.COCO_INGRESS !== 'none') refuse('COCO_MODE', 'local is refused with COCO_INGRESS: it signs in anybody')
    if (!isLoopback) refuse('COCO_MODE', `local is refused on ${env.COCO_HOST}: it signs in anybody, so loopback only`)
  }
  if (!isLoopback && env.COCO_SESSION_SECRET === undefined) {
    refuse('COCO_SESSION_SECRET', `is required when COCO_HOST is ${env.COCO_HOST}: at least 32 random characters`)
  }
  if (env.COCO_REPLICAS > 1) {
    refuse('COCO_REPLICAS', 'must be 1: limits, sessions and running answers are kept in memory by this version')
  }
  if (env.COCO_INGRESS === 'spcs' && !env.SNOWFLAKE_SERVICE_NAME) {
    refuse(
      'COCO_INGRESS',
      'spcs is refused outside of a Snowpark service, which has SNOWFLAKE_SERVICE_NAME: without that ingress whoever writes its header is whoever they like',
    )
  }
  if (env.COCO_INGRESS !== 'none' && env.OIDC_ISSUER !== undefined) {
    refuse(
      'COCO_INGRESS',
      'and OIDC_ISSUER exclude each other: people are who the ingress says, or who the provider says',
    )
  }
  for (const variable of missingOidcVariables(env)) {
    refuse(variable, 'is missing: to sign people in elsewhere, set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET')
  }
  if (env.OIDC_ISSUER !== undefined && !isLoopback && env.COCO_PUBLIC_URL === undefined) {
    refuse('COCO_PUBLIC_URL', 'is required with OIDC_ISSUER: it is where the provider sends people back to')
  }
  return problems
}

const toProblem = (issue: z.core.$ZodIssue): EnvProblem => ({ variable: String(issue.path[0]), message: issue.message })

function isAccountHost(account: string, host?: string): boolean {
  try {
    return accountHost(account, host) !== ''
  } catch {
    return false
  }
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}

function isOrigin(text: string): boolean {
  return isHttpUrl(text) && URL.parse(text)?.origin === text.replace(/\/$/, '').toLowerCase()
}
