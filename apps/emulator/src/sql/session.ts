import { assumptions } from '../assumptions.ts'
import type { LoginFailures } from '../auth/login-failures.ts'
import type { AccountData, AccountPrivilege, RoleRef, UserRecord } from '../rbac/account-data.ts'
import { hasPrivilege, heldRoles, holds, mayActivate, type RoleSet, rolesOfUser } from '../rbac/role-graph.ts'
import type { RowStore } from '../tables/row-store.ts'
import type { ValueType } from '../tables/value.ts'
import { SqlError } from './sql-error.ts'

/** Whose statements these are. It lives as long as one request; USE changes it. */
export interface Session {
  userName: string
  role: string
  secondaryRoles: 'ALL' | 'NONE'
  /** What names without a database or schema are completed with; they need not exist until a statement needs them. */
  database: string | null
  schema: string | null
  warehouse: string | null
}

/** The part of a session that a request may name, case as given. What it leaves out comes from the user's defaults. */
export type SessionContext = Partial<Pick<Session, 'database' | 'schema' | 'warehouse'>>

/** What a statement works with. `data` is a copy that becomes the account when the statement succeeds. */
export interface Execution {
  data: AccountData
  /** Rows are not in `data`: a statement changes the one or the other. */
  rows: RowStore
  session: Session
  bindings: readonly Binding[]
  failures: LoginFailures
  nowMs: number
}

export interface Binding {
  type: ValueType
  /** As the SQL API writes it in a result. */
  value: string | null
}

/**
 * @param role the one a request names, case as given; null for the caller's default
 * @throws SqlError when the user cannot have that role
 */
export function openSession(
  data: AccountData,
  userName: string,
  defaultRole: string | null,
  role: string | null,
  context: SessionContext = {},
): Session {
  const wanted = role ?? defaultRole ?? assumptions.defaultRoleUnusable.value
  if (!mayActivate(data, userName, wanted)) {
    const { code, sqlState } = assumptions.roleNotUsable.value
    const message = `Role '${wanted.slice(0, 128)}' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`
    throw new SqlError(code, sqlState, message)
  }
  const user = data.users.find((candidate) => candidate.name === userName)
  return {
    userName,
    role: wanted,
    secondaryRoles: user?.defaultSecondaryRoles ?? 'NONE',
    ...openContext(user, context),
  }
}

/** A request that names its database leaves the user's namespace aside as a whole. */
function openContext(user: UserRecord | undefined, { database, schema, warehouse }: SessionContext) {
  const [defaultDatabase, defaultSchema] = database ? [database, null] : (user?.defaultNamespace?.split('.') ?? [])
  return {
    database: database ?? defaultDatabase ?? null,
    schema: schema ?? defaultSchema ?? DEFAULT_SCHEMA,
    warehouse: warehouse ?? user?.defaultWarehouse ?? null,
  }
}

/** Every database is made with it, and it is the current one until another is named. */
export const DEFAULT_SCHEMA = 'PUBLIC'

/** Everything the session's current role holds; with secondary roles, what those hold too. */
export function activeRoles({ data, session }: Execution): RoleSet {
  const secondary = session.secondaryRoles === 'ALL' ? rolesOfUser(data, session.userName) : []
  return heldRoles(data, [currentRole(session), ...secondary])
}

/** Creating needs the privilege in the current role: secondary roles do not count (snowflake docs: use-secondary-roles). */
export function mayCreate(execution: Execution, privilege: AccountPrivilege): boolean {
  return hasPrivilege(execution.data, currentRoles(execution), privilege)
}

/** What the current role holds, secondary roles left aside. */
export function currentRoles({ data, session }: Execution): RoleSet {
  return heldRoles(data, [currentRole(session)])
}

/** Whether the session may alter or drop what this role owns. A system role (`null`) belongs to nobody. */
export function owns(execution: Execution, owner: string | null): boolean {
  if (owner === null) return false
  const active = activeRoles(execution)
  return holds(active, owner) || (assumptions.accountAdminAltersAll.value && holds(active, 'ACCOUNTADMIN'))
}

export function isAccountAdmin(execution: Execution): boolean {
  return holds(activeRoles(execution), 'ACCOUNTADMIN')
}

export function managesGrants(execution: Execution): boolean {
  return hasPrivilege(execution.data, activeRoles(execution), 'MANAGE GRANTS')
}

function currentRole(session: Session): RoleRef {
  return { kind: 'ROLE', name: session.role }
}
