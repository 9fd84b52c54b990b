import { assumptions } from '../assumptions.ts'
import type { AccountData } from '../rbac/account-data.ts'
import type { RoleSet } from '../rbac/role-graph.ts'
import { displayPath } from '../sql/resolve-name.ts'
import { activeRoles, currentRoles, type Execution } from '../sql/session.ts'
import { doesNotExist, insufficientPrivileges, SqlError } from '../sql/sql-error.ts'
import { completePath, currentWarehouse } from './complete-path.ts'
import { findSearchService, findTable, findWarehouse } from './find-object.ts'
import { hasObjectPrivilege, isWithinReach, ownsObject, reachesContainers } from './object-privileges.ts'
import type { ObjectPrivilege, ObjectRef, SearchServiceRecord, TableRecord } from './object-records.ts'

/**
 * The table a statement names, for somebody who may do this with it. What may not be seen does not exist; what may be
 * seen but not used this way says so.
 * @param operation for the refusal of a name that cannot be completed, e.g. `INSERT`
 * @throws SqlError 002003 or 003001
 */
export function requireTable(
  execution: Execution,
  path: readonly string[],
  privilege: Extract<ObjectPrivilege, 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE'> | 'OWNERSHIP',
  operation: string = privilege,
): TableRecord {
  const whole = completePath(execution, 'TABLE', path, operation)
  const table = findTable(execution.data, whole)
  if (!table) throw doesNotExist('Object', displayPath(path))
  requirePrivilege(execution.data, activeRoles(execution), privilege, { kind: 'TABLE', path: whole }, 'Object', path)
  return table
}

/**
 * The search service of this whole name, for somebody with these roles.
 * @throws SqlError 002003 alike for one that is not there and one that is out of reach
 */
export function requireSearchService(
  data: AccountData,
  held: RoleSet,
  path: readonly string[],
  privilege: Extract<ObjectPrivilege, 'USAGE' | 'MONITOR' | 'OPERATE'> | 'OWNERSHIP',
): SearchServiceRecord {
  const service = findSearchService(data, path)
  if (!service) throw doesNotExist('Cortex search service', displayPath(path))
  const object = { kind: 'CORTEX SEARCH SERVICE' as const, path: [...path] }
  requirePrivilege(data, held, privilege, object, 'Cortex search service', path)
  return service
}

/** Work on rows needs a warehouse that runs and that the session may use (snowflake docs: warehouses-overview). */
export function requireWarehouse(execution: Execution): void {
  const name = currentWarehouse(execution, activeRoles(execution))
  const warehouse = name === null ? undefined : findWarehouse(execution.data, name)
  if (!warehouse) {
    const message =
      "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command."
    throw new SqlError('000606', '57P03', message)
  }
  if (!warehouse.suspended || warehouse.autoResume) return
  const { code, sqlState } = assumptions.suspendedWarehouse.value
  throw new SqlError(code, sqlState, `Warehouse '${warehouse.name}' is suspended, and AUTO_RESUME is off.`)
}

/** @param named what the statement said, for the refusal */
export function requirePrivilege(
  data: AccountData,
  held: RoleSet,
  privilege: ObjectPrivilege | 'OWNERSHIP',
  object: ObjectRef,
  what: string,
  named: readonly string[],
): void {
  if (!isWithinReach(data, held, object)) throw doesNotExist(what, displayPath(named))
  const may =
    privilege === 'OWNERSHIP' ? ownsObject(data, held, object) : hasObjectPrivilege(data, held, privilege, object)
  if (!may) throw insufficientPrivileges(`${object.kind.toLowerCase()} '${displayPath(named)}'`)
}

/**
 * Refuses to make something in this database or schema unless the session's current role may: secondary roles do not
 * count (snowflake docs: use-secondary-roles).
 * @throws SqlError 002003 for a container that may not be seen, 003001 for one that may
 */
export function requireMayCreate(
  execution: Execution,
  privilege: 'CREATE SCHEMA' | 'CREATE TABLE' | 'CREATE CORTEX SEARCH SERVICE' | 'CREATE AGENT',
  container: ObjectRef,
): void {
  const { data } = execution
  const roles = currentRoles(execution)
  const what = container.kind === 'SCHEMA' ? 'Schema' : 'Database'
  // Whoever may make something in a container that it has no USAGE on does not come to it.
  const isReached = reachesContainers(data, roles, { kind: 'TABLE', path: [...container.path, ''] })
  if (!isReached) throw doesNotExist(what, displayPath(container.path))
  requirePrivilege(data, roles, privilege, container, what, container.path)
}
