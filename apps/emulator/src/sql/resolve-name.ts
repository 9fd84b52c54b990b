import type { Grantee, RoleRef } from '../rbac/account-data.ts'
import { findUser, roleExists } from '../rbac/role-graph.ts'
import type { Execution } from './session.ts'
import { doesNotExist, SqlError } from './sql-error.ts'
import type { NamedGrantee, NamedRole } from './statement.ts'

/** The role a statement names. @throws SqlError when there is none */
export function resolveRole({ data }: Execution, named: NamedRole): RoleRef {
  const role = { kind: named.kind, name: named.kind === 'ROLE' ? String(named.path[0]) : nameInSnowflake(named) }
  if (!roleExists(data, role)) throw doesNotExist(describeKind(role.kind), displayName(role))
  return role
}

/** The user or role a statement names. @throws SqlError when there is none */
export function resolveGrantee(execution: Execution, named: NamedGrantee): Grantee {
  if (named.kind !== 'USER') return resolveRole(execution, { kind: named.kind, path: named.path })
  const name = String(named.path[0])
  if (!findUser(execution.data, name)) throw doesNotExist('User', name)
  return { kind: 'USER', name }
}

/** The name as SHOW prints it: quoted where it must be. */
export function displayName({ kind, name }: Grantee): string {
  const inSnowflake = kind === 'DATABASE_ROLE' || kind === 'APPLICATION_ROLE'
  return inSnowflake ? `SNOWFLAKE.${quoteIfNeeded(name)}` : name
}

export function quoteIfNeeded(name: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** A dotted path as a message shows it. */
export function displayPath(path: readonly string[]): string {
  return path.map(quoteIfNeeded).join('.')
}

export function describeKind(kind: Grantee['kind']): string {
  return { ROLE: 'Role', USER: 'User', DATABASE_ROLE: 'Database role', APPLICATION_ROLE: 'Application role' }[kind]
}

function nameInSnowflake({ kind, path }: NamedRole): string {
  const container = kind === 'DATABASE_ROLE' ? 'Database' : 'Application'
  const [owner, name] = path
  if (owner === undefined || name === undefined) {
    const message = `Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.`
    throw new SqlError('090105', '22000', message)
  }
  if (owner !== 'SNOWFLAKE') throw doesNotExist(container, displayPath([owner]))
  if (path.length > 2) throw doesNotExist(`${container} role`, displayPath(path))
  return name
}
