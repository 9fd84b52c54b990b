import { listObjects } from '../objects/list-objects.ts'
import { isSameObject } from '../objects/object-privileges.ts'
import { dependentGrants } from '../objects/standing-grants.ts'
import type { AccountData, RoleRef } from '../rbac/account-data.ts'
import { findRole, mayActivate } from '../rbac/role-graph.ts'
import { type ResultSet, status } from './result-set.ts'
import { type Execution, mayCreate, owns } from './session.ts'
import { alreadyExists, doesNotExist, insufficientPrivileges, objectCannotBeUsed, SqlError } from './sql-error.ts'
import type { Statement } from './statement.ts'

type RoleStatement<K extends Statement['kind']> = Extract<Statement, { kind: K }>

export function useRole({ data, session }: Execution, { role }: RoleStatement<'use role'>): ResultSet {
  if (!findRole(data, role)) throw objectCannotBeUsed()
  if (!mayActivate(data, session.userName, role)) {
    const message = `SQL access control error:\nRequested role '${role}' is not assigned to the executing user. Specify another role to activate.`
    throw new SqlError('003013', '42501', message)
  }
  session.role = role
  return status()
}

export function createRole(execution: Execution, statement: RoleStatement<'create role'>): ResultSet {
  const { data, session, nowMs } = execution
  const { name, comment } = statement
  if (!mayCreate(execution, 'CREATE ROLE')) throw insufficientPrivileges(`account '${data.account.name}'`)
  if (findRole(data, name)) {
    if (statement.ifNotExists) return status(`${name} already exists, statement succeeded.`)
    if (!statement.orReplace) throw alreadyExists(name)
    removeRole(execution, name)
  }
  data.roles.push({ name, owner: session.role, comment, createdAtMs: nowMs })
  return status(`Role ${name} successfully created.`)
}

export function dropRole(execution: Execution, { name, ifExists }: RoleStatement<'drop role'>): ResultSet {
  if (!findRole(execution.data, name)) {
    if (ifExists) return status(`Drop statement executed successfully (${name} already dropped).`)
    throw doesNotExist('Role', name)
  }
  removeRole(execution, name)
  return status(`${name} successfully dropped.`)
}

/** A dropped role takes its grants with it; what it owned goes to the role that drops it (snowflake docs: drop-role). */
function removeRole(execution: Execution, name: string): void {
  const { data, session } = execution
  if (!owns(execution, findRole(data, name)?.owner ?? null)) throw insufficientPrivileges(`role '${name}'`)
  if (session.role === name) throw insufficientPrivileges(`role '${name}'`)
  const dropped = (role: { kind: string; name: string }) => role.kind === 'ROLE' && role.name === name
  data.roles = data.roles.filter((role) => role.name !== name)
  data.roleGrants = data.roleGrants.filter(({ role, to }) => !dropped(role) && !dropped(to))
  data.privilegeGrants = data.privilegeGrants.filter((grant) => grant.role !== name)
  handOver(data, name, { kind: 'ROLE', name: session.role })
  removeGrantsTo(data, name)
}

/** With what the role had goes what it passed on, unless somebody else gave it too. */
function removeGrantsTo(data: AccountData, name: string): void {
  const held = data.objectGrants.filter((grant) => grant.role === name)
  const byPrivilege = Map.groupBy(held, ({ privilege, object }) =>
    JSON.stringify([privilege, object.kind, object.path]),
  )
  const gone = new Set([...byPrivilege.values()].flatMap((going) => [...going, ...dependentGrants(data, going)]))
  data.objectGrants = data.objectGrants.filter((grant) => !gone.has(grant))
}

/** Objects go to another role, and what was granted on them in the old owner's name is granted in the new one's. */
function handOver(data: AccountData, from: string, to: RoleRef): void {
  const owned = listObjects(data)
  const objects = owned.map(({ record }) => record)
  for (const { object } of owned.filter(({ record }) => record.owner === from)) {
    for (const grant of data.objectGrants) {
      if (grant.grantedBy === from && isSameObject(grant.object, object)) grant.grantedBy = to.name
    }
  }
  for (const record of [...data.roles, ...data.users, ...objects]) if (record.owner === from) record.owner = to.name
}
