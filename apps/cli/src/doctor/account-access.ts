import { isLocal, LOCAL_ACCOUNT, type LocalDeployment } from '../local/local-deployment.ts'
import type { Cli } from '../command.ts'
import { accountUrl, cortexUrl } from '../snowflake/connect.ts'

/** Where and as which account Snowflake is asked. */
export interface AccountAccess {
  account: string
  sqlUrl: string
  cortexUrl: string
}

/** Null for a local Snowflake that does not run. */
export function findAccount({ settings }: Cli, deployment: LocalDeployment | null): AccountAccess | null {
  if (!isLocal(settings)) {
    return { account: settings.SNOWFLAKE_ACCOUNT ?? '', sqlUrl: accountUrl(settings), cortexUrl: cortexUrl(settings) }
  }
  if (deployment === null) return null
  return {
    account: LOCAL_ACCOUNT,
    sqlUrl: deployment.snowflakeUrl,
    cortexUrl: `${deployment.snowflakeUrl}/api/v2/cortex`,
  }
}
