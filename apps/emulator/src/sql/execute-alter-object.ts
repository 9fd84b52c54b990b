import { completePath } from '../objects/complete-path.ts'
import { findWarehouse } from '../objects/find-object.ts'
import { isWithinReach } from '../objects/object-privileges.ts'
import { requirePrivilege, requireTable } from '../objects/require-object.ts'
import { type ResultSet, status } from './result-set.ts'
import { activeRoles, type Execution } from './session.ts'
import { doesNotExist, SqlError } from './sql-error.ts'
import type { ObjectStatement } from './statement.ts'

export function alterTable(
  execution: Execution,
  statement: Extract<ObjectStatement, { kind: 'alter table' }>,
): ResultSet {
  const { path, ifExists, changeTracking, comment } = statement
  const object = { kind: 'TABLE' as const, path: completePath(execution, 'TABLE', path, 'ALTER TABLE') }
  if (ifExists && !isWithinReach(execution.data, activeRoles(execution), object)) return status()
  const table = requireTable(execution, path, 'OWNERSHIP', 'ALTER TABLE')
  table.changeTracking = changeTracking ?? table.changeTracking
  table.comment = comment ?? table.comment
  return status()
}

/** Stopping and starting takes OPERATE, changing takes MODIFY (snowflake docs: alter-warehouse). */
export function alterWarehouse(
  execution: Execution,
  { name, ifExists, change }: Extract<ObjectStatement, { kind: 'alter warehouse' }>,
): ResultSet {
  const { data } = execution
  const active = activeRoles(execution)
  const object = { kind: 'WAREHOUSE' as const, path: [name] }
  if (ifExists && !isWithinReach(data, active, object)) return status()
  const privilege = change.to === 'properties' ? 'MODIFY' : 'OPERATE'
  requirePrivilege(data, active, privilege, object, 'Warehouse', [name])
  const warehouse = findWarehouse(data, name)
  if (!warehouse) throw doesNotExist('Warehouse', name)
  switch (change.to) {
    case 'suspended':
      if (warehouse.suspended) throw invalidState(name, '090064', 'suspended')
      warehouse.suspended = true
      break
    case 'running':
      if (!warehouse.suspended && !change.ifSuspended) throw invalidState(name, '090063', 'resumed')
      warehouse.suspended = false
      break
    case 'properties':
      Object.assign(warehouse, change.properties)
      break
  }
  return status()
}

function invalidState(name: string, code: string, what: 'suspended' | 'resumed'): SqlError {
  return new SqlError(code, '22000', `Invalid state. Warehouse '${name}' cannot be ${what}.`)
}
