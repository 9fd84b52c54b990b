import type { Caller } from '../cortex/cortex-access.ts'
import type { AccountData, RoleRef } from './account-data.ts'
import { findUser, heldRoles, type RoleSet, rolesOfUser } from './role-graph.ts'

/** What a REST call holds: the default role with all it inherits; with secondary roles, every granted role too. */
export function callerRoles(data: AccountData, caller: Caller): RoleSet {
  const secondary = findUser(data, caller.userName)?.defaultSecondaryRoles === 'ALL'
  const roles = defaultRoleOf(caller)
  return heldRoles(data, secondary ? [...roles, ...rolesOfUser(data, caller.userName)] : roles)
}

/** None for a user without a default role, or whose default role is gone. */
export function defaultRoleOf({ defaultRole }: Caller): RoleRef[] {
  return defaultRole === null ? [] : [{ kind: 'ROLE', name: defaultRole }]
}
