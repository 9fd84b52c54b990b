import { type CortexClient, createCortexClient } from '@coco/core/cortex/cortex-client'
import { CortexError } from '@coco/core/cortex/cortex-error'
import { modelRoleName } from '@coco/core/cortex/model-role'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { KeyError } from '@coco/core/jwt/key-error'
import { createSqlClient, type SqlClient } from '@coco/core/snowflake/sql-client'
import { SqlError } from '@coco/core/snowflake/sql-error'
import type { KeyPairTenant, Tenant } from '@coco/core/tenants/tenant'
import { USER_AGENT } from '../snowflake/connect.ts'
import { sqlName } from '../snowflake/sql-name.ts'
import { toSentence } from '../to-sentence.ts'
import type { AccountAccess } from './account-access.ts'
import { checkDocuments } from './check-documents.ts'
import { checkServiceTenant } from './check-service-tenant.ts'
import type { Finding } from './finding.ts'

type TenantCredentials = ReturnType<typeof createJwtFactory>

/**
 * Everything between a tenant's key file and its first answer, in the order in which it has to work; what comes after the
 * first failure would only repeat it.
 *
 * @param account null when there is no Snowflake to ask: then only the key is looked at
 * @param admin asked why a sign-in was refused, where somebody can be asked
 * @param startMakesKeys whether the next start makes a key that is missing, as that of a local Coco does
 */
export async function checkTenant(
  declared: Tenant,
  account: AccountAccess | null,
  admin: SqlClient | null,
  startMakesKeys: boolean,
): Promise<Finding[]> {
  const { snowflake } = declared
  if (snowflake.privateKey === null) return checkServiceTenant(snowflake, account)
  const tenant: KeyPairTenant = { ...declared, snowflake }
  const { user, privateKey } = snowflake
  const credentials = createJwtFactory({ account: account?.account ?? 'none', user, privateKey })
  const key = await checkKey(tenant, credentials, startMakesKeys)
  if (!key.ok || account === null) return [key]
  const signIn = await checkSignIn(tenant, account, credentials, admin)
  if (signIn.some(({ check, ok }) => check === 'sign-in' && !ok)) return [key, ...signIn]
  const cortex = createCortexClient({ baseUrl: account.cortexUrl })
  try {
    const models = await checkModels(tenant, cortex, credentials)
    return [key, ...signIn, models, ...(await checkDocuments(tenant, cortex, credentials))]
  } finally {
    await cortex.close()
  }
}

async function checkKey(
  { snowflake }: KeyPairTenant,
  credentials: TenantCredentials,
  startMakesKeys: boolean,
): Promise<Finding> {
  try {
    return { check: 'key', ok: true, detail: `${snowflake.privateKey.path}, ${await credentials.fingerprint()}` }
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    return {
      check: 'key',
      ok: false,
      detail: error.message,
      remedy:
        startMakesKeys && error.code === 'missing'
          ? 'npm start makes it, and tells the local Snowflake.'
          : `Until then Coco answers 503 for this tenant (${error.code}).`,
    }
  }
}

async function checkSignIn(
  { snowflake: { user, role } }: KeyPairTenant,
  account: AccountAccess,
  credentials: TenantCredentials,
  admin: SqlClient | null,
): Promise<Finding[]> {
  let actual: unknown
  try {
    const sql = createSqlClient({ baseUrl: account.sqlUrl, credentials, userAgent: USER_AGENT })
    actual = (await sql.execute('SELECT CURRENT_ROLE()')).rows[0]?.[0]
  } catch (error) {
    return [await explainRefusal(error, user, await credentials.fingerprint(), admin)]
  }
  const accepted: Finding = { check: 'sign-in', ok: true, detail: `accepted as ${user}` }
  if (actual === role) return [accepted, { check: 'role', ok: true, detail: role }]
  return [
    accepted,
    {
      check: 'role',
      ok: false,
      detail: `${JSON.stringify(actual)}, but the tenant is declared with ${role}`,
      remedy: `GRANT ROLE ${sqlName(role)} TO USER ${sqlName(user)}; ALTER USER ${sqlName(user)} SET DEFAULT_ROLE = ${sqlName(role)};`,
    },
  ]
}

async function explainRefusal(
  error: unknown,
  user: string,
  fingerprint: string,
  admin: SqlClient | null,
): Promise<Finding> {
  const detail = toSentence(error)
  if (!(error instanceof SqlError) || error.httpStatus !== 401) {
    return {
      check: 'sign-in',
      ok: false,
      detail,
      remedy: `See that ${user} exists, is not disabled, and that the account answers.`,
    }
  }
  const question = /\[([0-9a-f-]{36})\]/i.exec(error.message)?.[1]
  const cause = question && admin ? await loginFailure(admin, question) : null
  const ask = question ? ` As an administrator: SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('${question}');` : ''
  return {
    check: 'sign-in',
    ok: false,
    detail: cause === null ? detail : `${detail}\n${cause}`,
    remedy: isDisabled(cause)
      ? `ALTER USER ${sqlName(user)} SET DISABLED = FALSE; if it was disabled on purpose, leave it so.`
      : `Compare DESC USER ${sqlName(user)} (RSA_PUBLIC_KEY_FP) with ${fingerprint}; ` +
        `register the key with ALTER USER ${sqlName(user)} SET RSA_PUBLIC_KEY='…'.${cause === null ? ask : ''}`,
  }
}

/** Only an administrator is told; to everybody else a disabled user is one more invalid token. */
const isDisabled = (cause: string | null) => cause !== null && /\bis disabled\b/i.test(cause)

/** Best effort: whoever may not ask is told what to ask instead. */
async function loginFailure(admin: SqlClient, id: string): Promise<string | null> {
  try {
    const { rows } = await admin.execute(`SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('${id}')`)
    const cause = rows[0]?.[0]
    return typeof cause === 'string' ? cause : null
  } catch {
    return null
  }
}

async function checkModels(
  tenant: KeyPairTenant,
  cortex: Pick<CortexClient, 'listModels'>,
  credentials: TenantCredentials,
): Promise<Finding> {
  const role = sqlName(tenant.snowflake.role)
  const modelRole = modelRoleName(tenant.defaultModel)
  const grant =
    modelRole === null
      ? 'Its name is no plain model id. Correct defaultModel.'
      : `GRANT APPLICATION ROLE SNOWFLAKE."${modelRole}" TO ROLE ${role};`
  try {
    const models = await cortex.listModels({ credentials })
    const detail = models.length === 0 ? 'none' : models.join(', ')
    if (models.some((model) => model.toLowerCase() === tenant.defaultModel.toLowerCase()))
      return { check: 'models', ok: true, detail }
    return {
      check: 'models',
      ok: false,
      detail: `${detail}; its default ${tenant.defaultModel} is not among them`,
      remedy: grant,
    }
  } catch (error) {
    const isRefused = error instanceof CortexError && error.statusCode === 403
    return {
      check: 'models',
      ok: false,
      detail: toSentence(error),
      remedy: isRefused
        ? `GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ${role}; (a trial account may not call Cortex REST at all)`
        : 'Try again; if it stays, see the status of Snowflake and CORTEX_BASE_URL_OVERRIDE.',
    }
  }
}
