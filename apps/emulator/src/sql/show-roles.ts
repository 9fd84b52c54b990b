import type { Grantee } from '../rbac/account-data.ts'
import { heldRoles, roleKey, rolesOfUser } from '../rbac/role-graph.ts'
import { applicationRoleNames, snowflakeDatabaseRoles } from '../rbac/snowflake-roles.ts'
import { displayPath } from './resolve-name.ts'
import { isLike, type ResultSet, table, timestamp } from './result-set.ts'
import { activeRoles, type Execution, managesGrants, owns } from './session.ts'
import { doesNotExist } from './sql-error.ts'

/** SHOW ROLES: those the session holds or owns; all of them with MANAGE GRANTS. */
export function showRoles(execution: Execution, like: string | null): ResultSet {
  const { data, session } = execution
  const active = activeRoles(execution)
  const inherited = heldRoles(data, rolesOfUser(data, session.userName))
  const seesAll = managesGrants(execution)
  const defaultRole = data.users.find((user) => user.name === session.userName)?.defaultRole
  const yes = (is: boolean) => (is ? 'Y' : 'N')
  const count = (matches: (grant: { role: Grantee; to: Grantee }) => boolean) =>
    String(data.roleGrants.filter(matches).length)
  const rows = data.roles
    .filter((role) => seesAll || active.has(`ROLE:${role.name}`) || owns(execution, role.owner))
    .filter((role) => isLike(role.name, like))
    .map((role) => {
      const key = `ROLE:${role.name}`
      return [
        timestamp(role.createdAtMs),
        role.name,
        yes(role.name === defaultRole),
        yes(role.name === session.role),
        yes(role.name !== session.role && inherited.has(key)),
        count((grant) => roleKey(grant.role) === key && grant.to.kind === 'USER'),
        count((grant) => roleKey(grant.role) === key && grant.to.kind === 'ROLE'),
        count((grant) => roleKey(grant.to) === key && grant.role.kind === 'ROLE'),
        role.owner ?? '',
        role.comment,
      ]
    })
  return table(
    [
      'created_on',
      'name',
      'is_default',
      'is_current',
      'is_inherited',
      'assigned_to_users',
      'granted_to_roles',
      'granted_roles',
      'owner',
      'comment',
    ],
    rows.sort((a, b) => (a[1] ?? '').localeCompare(b[1] ?? '')),
  )
}

/** SHOW APPLICATION ROLES IN APPLICATION SNOWFLAKE */
export function showApplicationRoles({ data }: Execution, like: string | null, path: string[]): ResultSet {
  if (path.join('.') !== 'SNOWFLAKE') throw doesNotExist('Application', displayPath(path))
  const created = timestamp(data.createdAtMs)
  const names = applicationRoleNames(data).filter((name) => isLike(name, like))
  return table(
    ['created_on', 'name', 'owner', 'comment'],
    names.map((name) => [created, name, 'SNOWFLAKE', '']),
  )
}

/** SHOW DATABASE ROLES IN DATABASE SNOWFLAKE */
export function showDatabaseRoles({ data }: Execution, like: string | null, path: string[]): ResultSet {
  if (path.join('.') !== 'SNOWFLAKE') throw doesNotExist('Database', displayPath(path))
  const created = timestamp(data.createdAtMs)
  const names = snowflakeDatabaseRoles.filter((name) => isLike(name, like))
  return table(
    ['created_on', 'name', 'owner', 'comment'],
    names.map((name) => [created, name, '', '']),
  )
}
