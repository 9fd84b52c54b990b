import { createSessionToken } from '@coco/core/jwt/session-token'
import { SessionTokenError } from '@coco/core/jwt/session-token-error'
import { createSqlClient } from '@coco/core/snowflake/sql-client'
import type { ServiceSignIn } from '@coco/core/tenants/tenant'
import { USER_AGENT } from '../snowflake/connect.ts'
import { toSentence } from '../to-sentence.ts'
import type { AccountAccess } from './account-access.ts'
import type { Finding } from './finding.ts'

/** Whether the token is there that a tenant signs in with as the Snowpark service, and whether Snowflake takes it. */
export async function checkServiceTenant(
  { sessionTokenPath: path }: ServiceSignIn,
  account: AccountAccess | null,
): Promise<Finding[]> {
  const credentials = createSessionToken({ path })
  try {
    await credentials.token()
  } catch (error) {
    if (!(error instanceof SessionTokenError)) throw error
    const remedy = `Until then Coco answers 503 for this tenant (${error.code}).`
    return [{ check: 'token', ok: false, detail: error.message, remedy }]
  }
  const token: Finding = { check: 'token', ok: true, detail: path }
  if (account === null) return [token]
  try {
    const sql = createSqlClient({ baseUrl: account.sqlUrl, credentials, userAgent: USER_AGENT })
    const role = (await sql.execute('SELECT CURRENT_ROLE()')).rows[0]?.[0]
    return [
      token,
      { check: 'sign-in', ok: true, detail: `accepted as the service, with the role ${JSON.stringify(role)}` },
    ]
  } catch (error) {
    const remedy = 'The token works only inside the service, and only at SNOWFLAKE_HOST as Snowflake sets it there.'
    return [token, { check: 'sign-in', ok: false, detail: toSentence(error), remedy }]
  }
}
