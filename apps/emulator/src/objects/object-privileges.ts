import type { AccountData } from '../rbac/account-data.ts'
import { holds, type RoleSet } from '../rbac/role-graph.ts'
import { ownerOf } from './find-object.ts'
import type { ObjectKind, ObjectPrivilege, ObjectRef } from './object-records.ts'

/** What can be granted on each kind (snowflake docs: security-access-control-privileges), where it means something here. */
export const privilegesOfKind: Readonly<Record<ObjectKind, readonly ObjectPrivilege[]>> = {
  WAREHOUSE: ['MODIFY', 'MONITOR', 'OPERATE', 'USAGE'],
  DATABASE: ['CREATE SCHEMA', 'MODIFY', 'MONITOR', 'USAGE'],
  SCHEMA: ['CREATE AGENT', 'CREATE CORTEX SEARCH SERVICE', 'CREATE TABLE', 'MODIFY', 'MONITOR', 'USAGE'],
  TABLE: ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRUNCATE', 'UPDATE'],
  'CORTEX SEARCH SERVICE': ['MONITOR', 'OPERATE', 'USAGE'],
  AGENT: ['MODIFY', 'MONITOR', 'USAGE'],
}

/** Whether somebody with these roles may do this with the object: it was granted to one of them, or one of them owns it. */
export function hasObjectPrivilege(
  data: AccountData,
  held: RoleSet,
  privilege: ObjectPrivilege,
  object: ObjectRef,
): boolean {
  return (
    ownsObject(data, held, object) ||
    data.objectGrants.some(
      (grant) => grant.privilege === privilege && isSameObject(grant.object, object) && holds(held, grant.role),
    )
  )
}

/** Whether there is such an object and somebody with these roles comes to it and may do anything with it. */
export function isWithinReach(data: AccountData, held: RoleSet, object: ObjectRef): boolean {
  return reachesContainers(data, held, object) && hasAnyPrivilege(data, held, object)
}

function hasAnyPrivilege(data: AccountData, held: RoleSet, object: ObjectRef): boolean {
  return (
    ownsObject(data, held, object) ||
    data.objectGrants.some((grant) => isSameObject(grant.object, object) && holds(held, grant.role))
  )
}

/** Nobody is above ownership but the roles that inherit it: ACCOUNTADMIN reaches only what is granted up to it. */
export function ownsObject(data: AccountData, held: RoleSet, object: ObjectRef): boolean {
  const owner = ownerOf(data, object)
  return owner !== undefined && holds(held, owner)
}

/** USAGE on the schema and the database around an object; a warehouse or database is in nothing. */
export function reachesContainers(data: AccountData, held: RoleSet, { path }: ObjectRef): boolean {
  const [database = '', schema = ''] = path
  if (path.length > 1 && !hasObjectPrivilege(data, held, 'USAGE', { kind: 'DATABASE', path: [database] })) return false
  return path.length < 3 || hasObjectPrivilege(data, held, 'USAGE', { kind: 'SCHEMA', path: [database, schema] })
}

export function isSameObject(one: ObjectRef, other: ObjectRef): boolean {
  return one.kind === other.kind && isSamePath(one.path, other.path)
}

export function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index])
}
