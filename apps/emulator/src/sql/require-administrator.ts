import { assumptions } from '../assumptions.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { mayActivate } from '../rbac/role-graph.ts'
import { SqlError } from './sql-error.ts'

/**
 * Refuses a change after which nobody could administer the account any more. An account that has no administrator
 * already is left alone: its other users may go on.
 *
 * @throws SqlError
 */
export function requireAdministrator(before: AccountData, after: AccountData): void {
  if (hasAdministrator(after) || !hasAdministrator(before)) return
  const { code, sqlState, message } = assumptions.lastAdministrator.value
  throw new SqlError(code, sqlState, message)
}

function hasAdministrator(data: AccountData): boolean {
  return data.users.some(({ name, disabled }) => !disabled && mayActivate(data, name, 'ACCOUNTADMIN'))
}
