import { assumptions } from '../assumptions.ts'
import { parsePublicKey } from '../auth/public-key.ts'
import type { UserRecord } from '../rbac/account-data.ts'
import { newUser } from '../rbac/new-account.ts'
import { findUser } from '../rbac/role-graph.ts'
import { type ResultSet, status } from './result-set.ts'
import { type Execution, mayCreate, owns } from './session.ts'
import { alreadyExists, doesNotExist, insufficientPrivileges, invalidValue, SqlError } from './sql-error.ts'
import type { Statement, UserProperty } from './statement.ts'

type UserStatement<K extends Statement['kind']> = Extract<Statement, { kind: K }>

export function createUser(execution: Execution, statement: UserStatement<'create user'>): ResultSet {
  const { data, session, nowMs } = execution
  const { name } = statement
  if (!mayCreate(execution, 'CREATE USER')) throw insufficientPrivileges(`account '${data.account.name}'`)
  if (findUser(data, name)) {
    if (statement.ifNotExists) return status(`${name} already exists, statement succeeded.`)
    if (!statement.orReplace) throw alreadyExists(name)
    removeUser(execution, name)
  }
  const user = newUser(name, session.role, nowMs)
  for (const property of statement.properties) setProperty(user, property, nowMs)
  refuseSharedLoginName(execution, user)
  data.users.push(user)
  return status(`User ${name} successfully created.`)
}

export function alterUser(execution: Execution, statement: UserStatement<'alter user'>): ResultSet {
  const user = findUser(execution.data, statement.name)
  if (!user) {
    if (statement.ifExists) return status()
    throw doesNotExist('User', statement.name)
  }
  if (!owns(execution, user.owner)) throw insufficientPrivileges(`user '${user.name}'`)
  for (const property of statement.set) setProperty(user, property, execution.nowMs)
  for (const name of statement.unset) setProperty(user, { name, value: null }, execution.nowMs)
  refuseSharedLoginName(execution, user)
  return status()
}

export function dropUser(execution: Execution, { name, ifExists }: UserStatement<'drop user'>): ResultSet {
  if (!findUser(execution.data, name)) {
    if (ifExists) return status(`Drop statement executed successfully (${name} already dropped).`)
    throw doesNotExist('User', name)
  }
  removeUser(execution, name)
  return status(`${name} successfully dropped.`)
}

function removeUser(execution: Execution, name: string): void {
  const { data, session } = execution
  const user = findUser(data, name)
  if (!user || !owns(execution, user.owner) || session.userName === name) throw insufficientPrivileges(`user '${name}'`)
  data.users = data.users.filter((other) => other !== user)
  data.roleGrants = data.roleGrants.filter(({ to }) => to.kind !== 'USER' || to.name !== name)
}

/** `null` is UNSET: back to what a new user has. */
function setProperty(user: UserRecord, { name, value }: UserProperty, nowMs: number): void {
  const text = typeof value === 'string' ? value : null
  switch (name) {
    case 'LOGIN_NAME':
      if (text === '') throw invalidValue('', name)
      user.loginName = (text ?? user.name).toUpperCase()
      return
    case 'DISPLAY_NAME':
      user.displayName = text ?? user.name
      return
    case 'FIRST_NAME':
      user.firstName = text
      return
    case 'LAST_NAME':
      user.lastName = text
      return
    case 'EMAIL':
      user.email = text
      return
    case 'COMMENT':
      user.comment = text
      return
    case 'TYPE':
      user.type = userType(text)
      return
    case 'DISABLED':
      user.disabled = value === true
      return
    case 'DEFAULT_ROLE':
      user.defaultRole = text
      return
    case 'DEFAULT_SECONDARY_ROLES':
      user.defaultSecondaryRoles = text === 'ALL' ? 'ALL' : 'NONE'
      return
    case 'DEFAULT_WAREHOUSE':
      user.defaultWarehouse = text
      return
    case 'DEFAULT_NAMESPACE':
      user.defaultNamespace = text
      return
    case 'RSA_PUBLIC_KEY':
      user.rsaPublicKey = checkKey(user, name, text)
      user.rsaPublicKeySetAtMs = text === null ? null : nowMs
      return
    case 'RSA_PUBLIC_KEY_2':
      user.rsaPublicKey2 = checkKey(user, name, text)
      user.rsaPublicKey2SetAtMs = text === null ? null : nowMs
      return
  }
}

function checkKey(user: UserRecord, property: string, text: string | null): string | null {
  if (text === null) return null
  const key = parsePublicKey(text)
  if (key !== null) return key
  const { code, sqlState } = assumptions.invalidPublicKey.value
  const message = `SQL execution error:\nNew public key rejected by current policy. Reason: 'Invalid Public key' (${property} of user '${user.name}')`
  throw new SqlError(code, sqlState, message)
}

function userType(text: string | null): UserRecord['type'] {
  if (text === null || text === 'PERSON' || text === 'SERVICE' || text === 'LEGACY_SERVICE') return text
  throw invalidValue(text, 'TYPE')
}

function refuseSharedLoginName({ data }: Execution, user: UserRecord): void {
  const other = data.users.find((candidate) => candidate !== user && candidate.loginName === user.loginName)
  if (other) throw alreadyExists(user.loginName)
}
