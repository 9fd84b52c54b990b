import type { RoleSet } from '../rbac/role-graph.ts'
import { activeRoles, type Execution } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { hasObjectPrivilege } from './object-privileges.ts'
import type { ObjectKind } from './object-records.ts'

/**
 * The whole name of what a statement names: what is left out comes from the session.
 * @param operation for the refusal, e.g. `CREATE TABLE`
 * @throws SqlError when the session has no current database or schema to complete it with
 */
export function completePath(
  execution: Execution,
  kind: ObjectKind,
  path: readonly string[],
  operation: string,
): string[] {
  if (kind === 'WAREHOUSE' || kind === 'DATABASE') return [...path]
  const missing = (kind === 'SCHEMA' ? 2 : 3) - path.length
  if (missing <= 0) return [...path]
  const held = activeRoles(execution)
  const database = currentDatabase(execution, held)
  if (database === null) throw noCurrent('database', operation, '090105')
  if (kind === 'SCHEMA' || missing === 1) return [database, ...path]
  const schema = currentSchema(execution, held)
  if (schema === null) throw noCurrent('schema', operation, '090106')
  return [database, schema, ...path]
}

/** A session may carry the name of what is not there, or not for its role: it is as if it carried none. */
export function currentDatabase({ data, session }: Execution, held: RoleSet): string | null {
  const { database } = session
  if (database === null) return null
  return hasObjectPrivilege(data, held, 'USAGE', { kind: 'DATABASE', path: [database] }) ? database : null
}

/** The schema of the current database that names without one are looked up in. */
export function currentSchema(execution: Execution, held: RoleSet): string | null {
  const database = currentDatabase(execution, held)
  const { schema } = execution.session
  if (database === null || schema === null) return null
  const object = { kind: 'SCHEMA' as const, path: [database, schema] }
  return hasObjectPrivilege(execution.data, held, 'USAGE', object) ? schema : null
}

/** The warehouse that work on rows is done with. */
export function currentWarehouse({ data, session }: Execution, held: RoleSet): string | null {
  const { warehouse } = session
  if (warehouse === null) return null
  return hasObjectPrivilege(data, held, 'USAGE', { kind: 'WAREHOUSE', path: [warehouse] }) ? warehouse : null
}

function noCurrent(what: 'database' | 'schema', operation: string, code: string): SqlError {
  const message = `Cannot perform ${operation}. This session does not have a current ${what}. Call 'USE ${what.toUpperCase()}', or use a qualified name.`
  return new SqlError(code, '22000', message)
}
