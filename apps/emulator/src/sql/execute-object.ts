import { completePath } from '../objects/complete-path.ts'
import { findSchema } from '../objects/find-object.ts'
import { hasObjectPrivilege, isWithinReach, reachesContainers } from '../objects/object-privileges.ts'
import { removeObject } from '../objects/remove-object.ts'
import { requirePrivilege } from '../objects/require-object.ts'
import { describeType } from './describe-type.ts'
import { type ResultSet, status } from './result-set.ts'
import { activeRoles, DEFAULT_SCHEMA, type Execution } from './session.ts'
import { objectCannotBeUsed } from './sql-error.ts'
import type { NamedObject, ObjectStatement } from './statement.ts'

/** Dropping takes ownership (snowflake docs: drop-table, drop-schema, …). What is inside goes along, whoever owns it. */
export function dropObject(
  execution: Execution,
  { object: named, ifExists }: Extract<ObjectStatement, { kind: 'drop object' }>,
): ResultSet {
  const { data } = execution
  const { kind } = named
  const object = { kind, path: completePath(execution, kind, named.path, `DROP ${kind}`) }
  const name = object.path.at(-1) ?? ''
  const active = activeRoles(execution)
  if (ifExists && !isWithinReach(data, active, object)) {
    return status(`Drop statement executed successfully (${name} already dropped).`)
  }
  requirePrivilege(data, active, 'OWNERSHIP', object, describeType(kind), named.path)
  removeObject(data, object)
  return status(`${name} successfully dropped.`)
}

/** USE WAREHOUSE, DATABASE or SCHEMA: it must exist and the session must have USAGE on it. */
export function useObject(execution: Execution, { kind, path: named }: NamedObject): ResultSet {
  const { data, session } = execution
  const path = completePath(execution, kind, named, `USE ${kind}`)
  const object = { kind, path }
  const active = activeRoles(execution)
  if (!reachesContainers(data, active, object) || !hasObjectPrivilege(data, active, 'USAGE', object)) {
    throw objectCannotBeUsed()
  }
  const [first = '', second = ''] = path
  if (kind === 'WAREHOUSE') session.warehouse = first
  if (kind === 'DATABASE') {
    session.database = first
    session.schema = findSchema(data, [first, DEFAULT_SCHEMA]) ? DEFAULT_SCHEMA : null
  }
  if (kind === 'SCHEMA') {
    session.database = first
    session.schema = second
  }
  return status()
}
