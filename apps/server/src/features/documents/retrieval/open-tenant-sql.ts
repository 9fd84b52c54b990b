import type { Credentials } from '@coco/core/cortex/credentials'
import { accountUrlBeside } from '@coco/core/snowflake/account-url'
import { createSqlClient, type SqlClient } from '@coco/core/snowflake/sql-client'
import { SqlError } from '@coco/core/snowflake/sql-error'

/**
 * The SQL API of the account whose Cortex is asked, as the user of these credentials and with nothing but that user's rights.
 *
 * @param cortexBaseUrl `https://<account>/api/v2/cortex`; the SQL API stands beside it
 * @throws SqlError from the function it returns, where that address is of another form
 */
export function createTenantSql(cortexBaseUrl: string, version: string): (credentials: Credentials) => SqlClient {
  const baseUrl = accountUrlBeside(cortexBaseUrl)
  return (credentials) => {
    if (baseUrl === null) throw new SqlError('CORTEX_BASE_URL_OVERRIDE does not end in /api/v2/cortex.')
    return createSqlClient({ baseUrl, credentials, userAgent: `coco/${version}` })
  }
}
