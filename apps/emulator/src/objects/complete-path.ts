import type { Execution } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { findDatabase, findSchema } from './find-object.ts'
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
  const database = currentDatabase(execution)
  if (database === null) throw noCurrent('database', operation, '090105')
  if (kind === 'SCHEMA' || missing === 1) return [database, ...path]
  const schema = currentSchema(execution)
  if (schema === null) throw noCurrent('schema', operation, '090106')
  return [database, schema, ...path]
}

/** A session may carry a name that nothing has; it is as if it carried none. */
export function currentDatabase({ data, session }: Execution): string | null {
  return session.database !== null && findDatabase(data, session.database) ? session.database : null
}

/** The schema of the current database that names without one are looked up in. */
export function currentSchema(execution: Execution): string | null {
  const database = currentDatabase(execution)
  const { schema } = execution.session
  return database !== null && schema !== null && findSchema(execution.data, [database, schema]) ? schema : null
}

function noCurrent(what: 'database' | 'schema', operation: string, code: string): SqlError {
  const message = `Cannot perform ${operation}. This session does not have a current ${what}. Call 'USE ${what.toUpperCase()}', or use a qualified name.`
  return new SqlError(code, '22000', message)
}
