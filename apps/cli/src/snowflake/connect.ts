import { resolve } from 'node:path'
import { accountHost } from '@coco/core/jwt/account-identifier'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import type { Settings } from '@coco/core/settings/env-file'
import { createSqlClient, type SqlClient } from '@coco/core/snowflake/sql-client'
import { type Cli, Refusal } from '../command.ts'
import { dataFolder, isLocal, type LocalDeployment, runningDeployment } from '../local/local-deployment.ts'
import { VERSION } from '../version.ts'

export const USER_AGENT = `coco-cli/${VERSION}`

/**
 * The SQL client of whoever administers the account: COCO_ADMIN of the running local Snowflake, or SNOWFLAKE_USER of the
 * account that SNOWFLAKE_ACCOUNT names.
 */
export async function connectAsAdmin(cli: Pick<Cli, 'folder' | 'settings'>): Promise<SqlClient> {
  return isLocal(cli.settings) ? connectLocally(await requireRunning(cli)) : connectToAccount(cli)
}

export function connectLocally({ account, admin, snowflakeUrl }: LocalDeployment): SqlClient {
  const privateKey = { path: admin.privateKeyPath, passphrase: null }
  return createSqlClient({
    baseUrl: snowflakeUrl,
    credentials: createJwtFactory({ account, user: admin.user, privateKey }),
    userAgent: USER_AGENT,
    context: { role: admin.role },
  })
}

/** @throws Refusal when no local Coco runs */
export async function requireRunning(cli: Pick<Cli, 'folder' | 'settings'>): Promise<LocalDeployment> {
  const deployment = await runningDeployment(cli)
  if (deployment !== null) return deployment
  throw new Refusal(
    `No local Coco is running on ${dataFolder(cli)}, so there is no local Snowflake to ask. Start it with npm start and try ` +
      'again in a second terminal, or set SNOWFLAKE_ACCOUNT to act on a real account.',
  )
}

function connectToAccount({ folder, settings }: Pick<Cli, 'folder' | 'settings'>): SqlClient {
  const {
    SNOWFLAKE_USER: user,
    SNOWFLAKE_PRIVATE_KEY_PATH: path,
    SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: passphrase,
  } = settings
  if (user === undefined || path === undefined) {
    const missing = [user === undefined && 'SNOWFLAKE_USER', path === undefined && 'SNOWFLAKE_PRIVATE_KEY_PATH']
    throw new Refusal(
      `${missing.filter(Boolean).join(' and ')} must be set: whom to act as on the account ${settings.SNOWFLAKE_ACCOUNT}.`,
    )
  }
  const privateKey = {
    path: resolve(folder, path),
    passphrase: passphrase === undefined ? null : () => passphrase,
    passphraseVariable: 'SNOWFLAKE_PRIVATE_KEY_PASSPHRASE',
  }
  const account = settings.SNOWFLAKE_ACCOUNT ?? ''
  return createSqlClient({
    baseUrl: accountUrl(settings),
    credentials: createJwtFactory({ account, user, privateKey }),
    userAgent: USER_AGENT,
    context: { role: settings.SNOWFLAKE_ROLE },
  })
}

/** Where the account answers. An override of the Cortex address moves the SQL API along: both are one host's. */
export function accountUrl(settings: Settings): string {
  const override = settings.CORTEX_BASE_URL_OVERRIDE
  if (override !== undefined && /\/api\/v2\/cortex\/*$/.test(override))
    return override.replace(/\/api\/v2\/cortex\/*$/, '')
  return `https://${accountHost(settings.SNOWFLAKE_ACCOUNT ?? '', settings.SNOWFLAKE_HOST)}`
}

export function cortexUrl(settings: Settings): string {
  return settings.CORTEX_BASE_URL_OVERRIDE?.replace(/\/+$/, '') ?? `${accountUrl(settings)}/api/v2/cortex`
}
