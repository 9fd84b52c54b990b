import { assumptions } from '../assumptions.ts'
import type { AccountPrivilege, Grantee, RoleRef } from '../rbac/account-data.ts'
import { isSystemRole } from '../rbac/new-account.ts'
import { findRole, roleKey, wouldCycle } from '../rbac/role-graph.ts'
import { describeType } from './describe-type.ts'
import { describeKind, displayName, displayPath, resolveGrantee, resolveRole } from './resolve-name.ts'
import { type ResultSet, status } from './result-set.ts'
import { activeRoles, type Execution, isAccountAdmin, managesGrants, owns } from './session.ts'
import { doesNotExist, insufficientPrivileges, SqlError } from './sql-error.ts'
import type { PrivilegeChange, RoleChange, Statement } from './statement.ts'

export function grantRole(execution: Execution, { role: named, grantee }: RoleChange): ResultSet {
  const { data, session, nowMs } = execution
  const role = resolveRole(execution, named)
  const to = resolveGrantee(execution, grantee)
  checkMayGrant(execution, role, to)
  if (wouldCycle(data, role, to)) {
    const { code, sqlState } = assumptions.roleCycle.value
    const message = `SQL access control error:\nRole '${displayName(role)}' cannot be granted to '${displayName(to)}': a role would contain itself.`
    throw new SqlError(code, sqlState, message)
  }
  const known = data.roleGrants.some(
    (grant) => roleKey(grant.role) === roleKey(role) && roleKey(grant.to) === roleKey(to),
  )
  if (!known) data.roleGrants.push({ role, to, grantedBy: session.role, createdAtMs: nowMs })
  return status()
}

export function revokeRole(execution: Execution, { role: named, grantee }: RoleChange): ResultSet {
  const role = resolveRole(execution, named)
  const from = resolveGrantee(execution, grantee)
  checkMayGrant(execution, role, from)
  const { data } = execution
  data.roleGrants = data.roleGrants.filter(
    (grant) => roleKey(grant.role) !== roleKey(role) || roleKey(grant.to) !== roleKey(from),
  )
  return status()
}

export function grantPrivilege(execution: Execution, statement: PrivilegeChange): ResultSet {
  const { data, session, nowMs } = execution
  const { role, grantOption } = statement
  checkAccountPrivileges(execution, statement)
  for (const privilege of statement.privileges) {
    const known = data.privilegeGrants.find((grant) => grant.role === role && grant.privilege === privilege)
    if (known) known.grantOption ||= grantOption
    else data.privilegeGrants.push({ privilege, role, grantOption, grantedBy: session.role, createdAtMs: nowMs })
  }
  return status()
}

export function revokePrivilege(execution: Execution, statement: PrivilegeChange): ResultSet {
  checkAccountPrivileges(execution, statement)
  const { data } = execution
  data.privilegeGrants = data.privilegeGrants.filter(
    (grant) => grant.role !== statement.role || !statement.privileges.includes(grant.privilege),
  )
  return status()
}

/** There are no views and stages here, and models belong to Snowflake. */
export function refuseObjectPrivilege(
  { data }: Execution,
  { type, path }: Extract<Statement, { kind: 'object privilege' }>,
): never {
  const name = displayPath(path)
  const isModel =
    type === 'MODEL' && path.slice(0, 2).join('.') === 'SNOWFLAKE.MODELS' && data.models.includes(path[2] ?? '')
  if (isModel) throw insufficientPrivileges(`${type.toLowerCase()} '${name}'`)
  throw doesNotExist(describeType(type), name)
}

function checkMayGrant(execution: Execution, role: RoleRef, to: Grantee): void {
  const refusal = insufficientPrivileges(`${describeKind(role.kind).toLowerCase()} '${displayName(role)}'`)
  if (role.name === 'PUBLIC' && role.kind !== 'DATABASE_ROLE') throw refusal
  if (role.kind === 'ROLE') {
    if (to.kind === 'ROLE' && isSystemRole(role.name) && isSystemRole(to.name)) throw refusal
    const highest = role.name === 'ACCOUNTADMIN' || role.name === 'ORGADMIN'
    const may = highest
      ? isAccountAdmin(execution)
      : managesGrants(execution) || owns(execution, findRole(execution.data, role.name)?.owner ?? null)
    if (!may) throw refusal
    return
  }
  // What SNOWFLAKE's own roles hold is changed by SNOWFLAKE's procedures alone.
  if (to.kind !== 'ROLE' || !managesGrants(execution)) throw refusal
}

function checkAccountPrivileges(execution: Execution, { privileges, role }: PrivilegeChange): void {
  const { data } = execution
  if (!findRole(data, role)) throw doesNotExist('Role', role)
  const active = activeRoles(execution)
  const mayPassOn = (privilege: AccountPrivilege) =>
    data.privilegeGrants.some(
      (grant) => grant.privilege === privilege && grant.grantOption && active.has(`ROLE:${grant.role}`),
    )
  if (managesGrants(execution) || privileges.every(mayPassOn)) return
  throw insufficientPrivileges(`account '${data.account.name}'`)
}
