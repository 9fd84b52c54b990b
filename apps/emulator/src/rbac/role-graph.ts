import type { AccountData, AccountPrivilege, Grantee, RoleRecord, RoleRef, UserRecord } from './account-data.ts'
import { applicationRoleNames, publicRole, snowflakeDatabaseRoles } from './snowflake-roles.ts'

/** Roles as a set can hold them. */
export type RoleSet = ReadonlySet<string>

export const roleKey = (role: Grantee) => `${role.kind}:${role.name}`

/** What somebody with these roles holds: the roles, what was granted to them, on to the end, and PUBLIC as everybody. */
export function heldRoles(data: AccountData, roles: readonly RoleRef[]): RoleSet {
  const granted = Map.groupBy(data.roleGrants, (grant) => roleKey(grant.to))
  const waiting = [publicRole, ...roles]
  const held = new Set<string>()
  for (let role = waiting.pop(); role; role = waiting.pop()) {
    const key = roleKey(role)
    if (held.has(key)) continue
    held.add(key)
    for (const grant of granted.get(key) ?? []) waiting.push(grant.role)
  }
  return held
}

/** Roles granted to the user directly. */
export function rolesOfUser(data: AccountData, userName: string): RoleRef[] {
  return data.roleGrants
    .filter((grant) => grant.to.kind === 'USER' && grant.to.name === userName)
    .map((grant) => grant.role)
}

/** Whether the user may make this account role the current one: it exists and was granted, directly or through another. */
export function mayActivate(data: AccountData, userName: string, roleName: string): boolean {
  if (!findRole(data, roleName)) return false
  return holds(heldRoles(data, rolesOfUser(data, userName)), roleName)
}

/** The role a request without a named one runs with; null when the user has none that can be used. */
export function usableDefaultRole(data: AccountData, user: UserRecord): string | null {
  if (user.defaultRole === null) return null
  return mayActivate(data, user.name, user.defaultRole) ? user.defaultRole : null
}

export const holds = (held: RoleSet, roleName: string) => held.has(`ROLE:${roleName}`)

/** Whom each account privilege belongs to, with the roles above (snowflake docs: security-access-control-overview). */
const BELONGS_TO: Record<AccountPrivilege, string> = {
  'CREATE ROLE': 'USERADMIN',
  'CREATE USER': 'USERADMIN',
  'CREATE DATABASE': 'SYSADMIN',
  'CREATE WAREHOUSE': 'SYSADMIN',
  'MANAGE GRANTS': 'SECURITYADMIN',
}

export function hasPrivilege(data: AccountData, held: RoleSet, privilege: AccountPrivilege): boolean {
  if (holds(held, BELONGS_TO[privilege])) return true
  return data.privilegeGrants.some((grant) => grant.privilege === privilege && holds(held, grant.role))
}

/** Whether granting `role` to `to` would make a role contain itself. */
export function wouldCycle(data: AccountData, role: RoleRef, to: Grantee): boolean {
  if (to.kind === 'USER') return false
  // PUBLIC is in every role without a grant, which is no cycle: look only at what was granted.
  const granted = Map.groupBy(data.roleGrants, (grant) => roleKey(grant.to))
  const waiting = [role]
  const seen = new Set<string>()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const key = roleKey(next)
    if (key === roleKey(to)) return true
    if (seen.has(key)) continue
    seen.add(key)
    for (const grant of granted.get(key) ?? []) waiting.push(grant.role)
  }
  return false
}

export function findUser(data: AccountData, name: string): UserRecord | undefined {
  return data.users.find((user) => user.name === name)
}

export function findRole(data: AccountData, name: string): RoleRecord | undefined {
  return data.roles.find((role) => role.name === name)
}

/** Whether a role of any kind exists. */
export function roleExists(data: AccountData, role: RoleRef): boolean {
  switch (role.kind) {
    case 'ROLE':
      return findRole(data, role.name) !== undefined
    case 'DATABASE_ROLE':
      return snowflakeDatabaseRoles.some((name) => name === role.name)
    case 'APPLICATION_ROLE':
      return applicationRoleNames(data).includes(role.name)
  }
}
