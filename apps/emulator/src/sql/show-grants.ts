import { listObjects } from '../objects/list-objects.ts'
import { isSameObject } from '../objects/object-privileges.ts'
import type { ObjectGrant, ObjectKind, ObjectRef } from '../objects/object-records.ts'
import type { Grantee, RoleGrant, RoleRef } from '../rbac/account-data.ts'
import { findRole, findUser, roleKey } from '../rbac/role-graph.ts'
import { allModelsRole, modelRole } from '../rbac/snowflake-roles.ts'
import { describeType } from './describe-type.ts'
import { resolveObject } from './execute-object-grant.ts'
import { describeKind, displayName, displayPath, resolveGrantee, resolveRole } from './resolve-name.ts'
import { type ResultSet, table, timestamp } from './result-set.ts'
import { activeRoles, type Execution, managesGrants, owns } from './session.ts'
import { doesNotExist } from './sql-error.ts'
import type { GrantsQuestion, NamedGrantee } from './statement.ts'

/** SHOW GRANTS in its forms (snowflake docs: show-grants). It answers only about what the session may see. */
export function showGrants(execution: Execution, question: GrantsQuestion): ResultSet {
  switch (question.about) {
    case 'current user':
      return rolesOfUser(execution, execution.session.userName)
    case 'to': {
      const grantee = resolveGrantee(execution, question.grantee)
      checkVisible(execution, grantee)
      return grantee.kind === 'USER' ? rolesOfUser(execution, grantee.name) : heldBy(execution, grantee)
    }
    case 'of': {
      const role = resolveRole(execution, question.role)
      checkVisible(execution, role)
      return holdersOf(execution, role)
    }
    case 'on':
      return grantsOn(execution, question.object)
  }
}

type Row = (string | null)[]

const privileges = (rows: Row[]) =>
  table(
    ['created_on', 'privilege', 'granted_on', 'name', 'granted_to', 'grantee_name', 'grant_option', 'granted_by'],
    rows,
  )

const holders = (rows: Row[]) => table(['created_on', 'role', 'granted_to', 'grantee_name', 'granted_by'], rows)

function rolesOfUser({ data }: Execution, name: string): ResultSet {
  return holders(data.roleGrants.filter(({ to }) => to.kind === 'USER' && to.name === name).map(holderRow))
}

function holdersOf({ data }: Execution, role: RoleRef): ResultSet {
  return holders(data.roleGrants.filter((grant) => roleKey(grant.role) === roleKey(role)).map(holderRow))
}

function holderRow({ role, to, grantedBy, createdAtMs }: RoleGrant): Row {
  return [timestamp(createdAtMs), displayName(role), to.kind, displayName(to), grantedBy]
}

/** What a role holds: account privileges, roles, models, and what it owns. */
function heldBy({ data }: Execution, role: Grantee): ResultSet {
  const isAccountRole = role.kind === 'ROLE'
  const onAccount = data.privilegeGrants.filter((grant) => isAccountRole && grant.role === role.name)
  const roles = data.roleGrants.filter((grant) => roleKey(grant.to) === roleKey(role))
  const isAll = roleKey(role) === roleKey(allModelsRole)
  const models = data.models.filter((model) => isAll || roleKey(role) === roleKey(modelRole(model)))
  const owned = [
    ...data.roles.map((record) => ({ ...record, type: 'ROLE' })),
    ...data.users.map((record) => ({ ...record, type: 'USER' })),
    ...listObjects(data).map(({ object, record }) => ({
      ...record,
      type: grantedOn(object.kind),
      name: displayPath(object.path),
    })),
  ].filter((record) => isAccountRole && record.owner === role.name)
  return privileges([
    ...onAccount.map((grant) => [
      timestamp(grant.createdAtMs),
      grant.privilege,
      'ACCOUNT',
      data.account.name,
      role.kind,
      displayName(role),
      String(grant.grantOption),
      grant.grantedBy,
    ]),
    ...data.objectGrants.filter((grant) => isAccountRole && grant.role === role.name).map(objectRow),
    ...roles.map(usageRow),
    ...models.map((model) => modelRow(data.createdAtMs, model, role)),
    ...owned.map((record) => ownershipRow(record.createdAtMs, record.type, record.name, role.name)),
  ])
}

function grantsOn(execution: Execution, object: Extract<GrantsQuestion, { about: 'on' }>['object']): ResultSet {
  const { data } = execution
  if (object.kind === 'ACCOUNT') {
    const active = activeRoles(execution)
    const seen = data.privilegeGrants.filter((grant) => managesGrants(execution) || active.has(`ROLE:${grant.role}`))
    return privileges(
      seen.flatMap((grant) =>
        heldBy(execution, { kind: 'ROLE', name: grant.role }).rows.filter((row) => row[1] === grant.privilege),
      ),
    )
  }
  switch (object.kind) {
    case 'ABSENT':
      return grantsOnModel(execution, object.type, object.path)
    case 'WAREHOUSE':
    case 'DATABASE':
    case 'SCHEMA':
    case 'TABLE':
    case 'CORTEX SEARCH SERVICE':
    case 'AGENT':
      return grantsOnObject(execution, resolveObject(execution, object, 'SHOW GRANTS'))
    case 'ROLE':
    case 'USER':
    case 'DATABASE_ROLE':
    case 'APPLICATION_ROLE':
      return grantsOnRole(execution, object)
  }
}

function grantsOnObject({ data }: Execution, object: ObjectRef): ResultSet {
  const owned = listObjects(data).filter((listed) => isSameObject(listed.object, object))
  return privileges([
    ...owned.map(({ record }) =>
      ownershipRow(record.createdAtMs, grantedOn(object.kind), displayPath(object.path), record.owner),
    ),
    ...data.objectGrants.filter((grant) => isSameObject(grant.object, object)).map(objectRow),
  ])
}

function grantsOnRole(execution: Execution, object: NamedGrantee): ResultSet {
  const { data } = execution
  const named = resolveGrantee(execution, object)
  checkVisible(execution, named)
  const record =
    named.kind === 'USER' ? findUser(data, named.name) : named.kind === 'ROLE' ? findRole(data, named.name) : undefined
  const ownership = record?.owner ? [ownershipRow(record.createdAtMs, named.kind, named.name, record.owner)] : []
  const usage = data.roleGrants.filter((grant) => roleKey(grant.role) === roleKey(named)).map(usageRow)
  return privileges([...ownership, ...usage])
}

/** Models have no record: their roles say who holds them. Other kinds that are named here do not exist. */
function grantsOnModel({ data }: Execution, type: string, path: string[]): ResultSet {
  const model = path[2] ?? ''
  const exists =
    type === 'MODEL' &&
    path.length === 3 &&
    path[0] === 'SNOWFLAKE' &&
    path[1] === 'MODELS' &&
    data.models.includes(model)
  if (!exists) throw doesNotExist(describeType(type), displayPath(path))
  return privileges([allModelsRole, modelRole(model)].map((role) => modelRow(data.createdAtMs, model, role)))
}

function usageRow({ role, to, grantedBy, createdAtMs }: RoleGrant): Row {
  return [timestamp(createdAtMs), 'USAGE', role.kind, displayName(role), to.kind, displayName(to), 'false', grantedBy]
}

function objectRow({ privilege, object, role, grantOption, grantedBy, createdAtMs }: ObjectGrant): Row {
  const name = displayPath(object.path)
  const on = grantedOn(object.kind)
  return [timestamp(createdAtMs), privilege, on, name, 'ROLE', role, String(grantOption), grantedBy]
}

/** `CORTEX_SEARCH_SERVICE` */
function grantedOn(kind: ObjectKind): string {
  return kind.replaceAll(' ', '_')
}

function modelRow(createdAtMs: number, model: string, role: Grantee): Row {
  const name = displayPath(['SNOWFLAKE', 'MODELS', model])
  return [timestamp(createdAtMs), 'USAGE', 'MODEL', name, role.kind, displayName(role), 'false', 'SNOWFLAKE']
}

function ownershipRow(createdAtMs: number, type: string, name: string, owner: string): Row {
  return [timestamp(createdAtMs), 'OWNERSHIP', type, name, 'ROLE', owner, 'true', owner]
}

/** What may not be seen does not exist. */
function checkVisible(execution: Execution, grantee: Grantee): void {
  const { data, session } = execution
  if (managesGrants(execution)) return
  if (grantee.kind === 'USER') {
    if (grantee.name === session.userName || owns(execution, findUser(data, grantee.name)?.owner ?? null)) return
  } else {
    const owner = grantee.kind === 'ROLE' ? (findRole(data, grantee.name)?.owner ?? null) : null
    if (activeRoles(execution).has(roleKey(grantee)) || owns(execution, owner)) return
  }
  throw doesNotExist(describeKind(grantee.kind), displayName(grantee))
}
