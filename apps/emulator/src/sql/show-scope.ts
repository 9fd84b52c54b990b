import { completePath, currentDatabase } from '../objects/complete-path.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import { activeRoles, type Execution } from './session.ts'
import { objectCannotBeUsed } from './sql-error.ts'
import type { ShowScope } from './shown-scope.ts'

/**
 * The path under which SHOW looks; empty for the whole account. Without IN that is the current database, if there is one
 * (snowflake docs: show-tables).
 * @throws SqlError 002043 for a database or schema that is not there or may not be seen
 */
export function resolveShowScope(execution: Execution, scope: ShowScope): string[] {
  switch (scope.kind) {
    case 'ACCOUNT':
      return []
    case 'default': {
      const database = currentDatabase(execution, activeRoles(execution))
      return database === null ? [] : [database]
    }
    case 'current DATABASE':
      return completePath(execution, 'TABLE', ['', ''], 'SHOW').slice(0, 1)
    case 'current SCHEMA':
      return completePath(execution, 'TABLE', [''], 'SHOW').slice(0, 2)
    case 'DATABASE':
    case 'SCHEMA': {
      const object = { kind: scope.kind, path: completePath(execution, scope.kind, scope.path, 'SHOW') }
      if (!visibilityFor(execution)(object)) throw objectCannotBeUsed()
      return object.path
    }
  }
}
