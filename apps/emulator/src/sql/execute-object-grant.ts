import { assumptions } from '../assumptions.ts'
import { completePath } from '../objects/complete-path.ts'
import { ownerOf } from '../objects/find-object.ts'
import { isInside, listObjects } from '../objects/list-objects.ts'
import { ownsObject, privilegesOfKind } from '../objects/object-privileges.ts'
import type { ObjectGrant, ObjectKind, ObjectPrivilege, ObjectRef } from '../objects/object-records.ts'
import { dependentGrants, grantsOf } from '../objects/standing-grants.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { holds } from '../rbac/role-graph.ts'
import { describeType } from './describe-type.ts'
import { describeKind, displayName, displayPath, resolveRole } from './resolve-name.ts'
import { type ResultSet, status } from './result-set.ts'
import { activeRoles, type Execution, managesGrants } from './session.ts'
import { doesNotExist, insufficientPrivileges, SqlError } from './sql-error.ts'
import type { NamedGrantee, NamedObject, ObjectPrivilegeChange } from './statement.ts'

/** GRANT privileges ON object TO ROLE r (snowflake docs: grant-privilege). */
export function grantOnObject(execution: Execution, statement: ObjectPrivilegeChange): ResultSet {
  const { data, nowMs } = execution
  const { grantOption } = statement
  const objects = resolveTargets(execution, statement)
  const role = resolveAccountRole(execution, statement.grantee)
  const grantorOf = grantorFor(execution)
  for (const object of objects) {
    for (const privilege of privilegesFor(object.kind, statement.privileges)) {
      const grantedBy = grantorOf(privilege, object)
      const known = grantsOf(data, { privilege, object }).find(
        (grant) => grant.role === role && grant.grantedBy === grantedBy,
      )
      if (known) known.grantOption ||= grantOption
      else data.objectGrants.push({ privilege, object, role, grantOption, grantedBy, createdAtMs: nowMs })
    }
  }
  return done(statement, objects)
}

/**
 * REVOKE of the same: takes back what the session's own role gave, and with MANAGE GRANTS what anybody gave. What the role
 * passed on and has no longer goes too with CASCADE, and stops it without.
 */
export function revokeOnObject(execution: Execution, statement: ObjectPrivilegeChange): ResultSet {
  const { data } = execution
  const managesAll = managesGrants(execution)
  const objects = resolveTargets(execution, statement)
  const role = resolveAccountRole(execution, statement.grantee)
  const grantorOf = grantorFor(execution)
  for (const object of objects) {
    for (const privilege of privilegesFor(object.kind, statement.privileges)) {
      const grantor = grantorOf(privilege, object)
      const revoked = grantsOf(data, { privilege, object }).filter(
        (grant) => grant.role === role && (managesAll || grant.grantedBy === grantor),
      )
      revoke(data, revoked, statement.cascade)
    }
  }
  return done(statement, objects)
}

/** @param revoked of one privilege on one object */
function revoke(data: AccountData, revoked: readonly ObjectGrant[], cascade: boolean): void {
  const [first] = revoked
  if (!first) return
  const dependent = dependentGrants(data, revoked)
  if (dependent.length > 0 && !cascade) {
    const { code, sqlState } = assumptions.dependentGrants.value
    const message = `SQL compilation error:\nCannot revoke ${first.privilege} on ${displayPath(first.object.path)} from role ${first.role}: dependent grants exist. Use CASCADE to revoke them too.`
    throw new SqlError(code, sqlState, message)
  }
  const gone = new Set([...revoked, ...dependent])
  data.objectGrants = data.objectGrants.filter((grant) => !gone.has(grant))
}

/**
 * Tells in whose name the session gives and takes a privilege: the owner in its own, MANAGE GRANTS in the owner's, and
 * the grant option passes on what one holds. What the roles hold is worked out once.
 */
function grantorFor(execution: Execution): (privilege: ObjectPrivilege, object: ObjectRef) => string {
  const { data } = execution
  const active = activeRoles(execution)
  const managesAll = managesGrants(execution)
  return (privilege, object) => {
    if (managesAll || ownsObject(data, active, object)) return ownerOf(data, object) ?? ''
    const passable = grantsOf(data, { privilege, object }).find(
      (grant) => grant.grantOption && holds(active, grant.role),
    )
    if (!passable) throw insufficientPrivileges(`${object.kind.toLowerCase()} '${displayPath(object.path)}'`)
    return passable.role
  }
}

/** The objects that a statement means, all of which the session may know of. */
function resolveTargets(execution: Execution, { kind, on, privileges }: ObjectPrivilegeChange): ObjectRef[] {
  const operation = kind.startsWith('grant') ? 'GRANT' : 'REVOKE'
  if ('kind' in on) return [resolveObject(execution, on, operation)]
  // What no object of the kind can have is refused also where there is none.
  privilegesFor(on.every, privileges)
  const inside = resolveObject(execution, on.inside, operation)
  const isVisible = visibilityFor(execution)
  return listObjects(execution.data)
    .map(({ object }) => object)
    .filter((object) => object.kind === on.every && isInside(object, inside) && isVisible(object))
}

/** @throws SqlError 002003 for what is not there or may not be seen */
export function resolveObject(execution: Execution, { kind, path }: NamedObject, operation: string): ObjectRef {
  const object = { kind, path: completePath(execution, kind, path, operation) }
  // The database that is in every account takes no grants but those of its roles.
  if (kind === 'DATABASE' && path[0] === 'SNOWFLAKE') throw insufficientPrivileges("database 'SNOWFLAKE'")
  if (visibilityFor(execution)(object)) return object
  throw doesNotExist(describeType(kind), displayPath(path))
}

/** Objects are granted to account roles alone: there are no database roles but those of SNOWFLAKE, which are its own. */
function resolveAccountRole(execution: Execution, grantee: NamedGrantee): string {
  if (grantee.kind === 'USER') throw doesNotExist('Role', displayPath(grantee.path))
  const role = resolveRole(execution, { kind: grantee.kind, path: grantee.path })
  if (role.kind === 'ROLE') return role.name
  throw insufficientPrivileges(`${describeKind(role.kind).toLowerCase()} '${displayName(role)}'`)
}

function privilegesFor(kind: ObjectKind, privileges: readonly ObjectPrivilege[] | null): readonly ObjectPrivilege[] {
  const known = privilegesOfKind[kind]
  const wrong = privileges?.find((privilege) => !known.includes(privilege))
  if (wrong === undefined) return privileges ?? known
  const { code, sqlState } = assumptions.privilegeOfOtherKind.value
  const message = `SQL compilation error:\nInvalid object type '${kind.replaceAll(' ', '_')}' for privilege '${wrong}'.`
  throw new SqlError(code, sqlState, message)
}

function done({ on }: ObjectPrivilegeChange, objects: readonly ObjectRef[]): ResultSet {
  if ('kind' in on) return status()
  return status(`Statement executed successfully. ${objects.length} objects affected.`)
}
