import { assumptions } from '../assumptions.ts'
import { fingerprint } from '../auth/public-key.ts'
import type { UserRecord } from '../rbac/account-data.ts'
import { findUser } from '../rbac/role-graph.ts'
import { isLike, type ResultSet, table, timestamp } from './result-set.ts'
import { type Execution, managesGrants, owns } from './session.ts'
import { doesNotExist } from './sql-error.ts'

/** SHOW USERS: oneself and whom the session owns; everybody with MANAGE GRANTS. */
export function showUsers(execution: Execution, like: string | null): ResultSet {
  const users = execution.data.users.filter((user) => mayRead(execution, user) && isLike(user.name, like))
  const rows = users.map((user) => [
    user.name,
    timestamp(user.createdAtMs),
    user.loginName,
    user.displayName,
    user.firstName ?? '',
    user.lastName ?? '',
    user.email ?? '',
    user.comment ?? '',
    String(user.disabled),
    user.defaultWarehouse ?? '',
    user.defaultNamespace ?? '',
    user.defaultRole ?? '',
    secondaryRoles(user),
    user.owner,
    String(user.rsaPublicKey !== null || user.rsaPublicKey2 !== null),
    user.type ?? '',
  ])
  return table(
    [
      'name',
      'created_on',
      'login_name',
      'display_name',
      'first_name',
      'last_name',
      'email',
      'comment',
      'disabled',
      'default_warehouse',
      'default_namespace',
      'default_role',
      'default_secondary_roles',
      'owner',
      'has_rsa_public_key',
      'type',
    ],
    rows,
  )
}

/** DESCRIBE USER: one row for each property; the keys with the fingerprint that a token must carry. */
export function describeUser(execution: Execution, name: string): ResultSet {
  const user = findUser(execution.data, name)
  if (!user || !mayRead(execution, user)) throw doesNotExist('User', name)
  const unset = assumptions.describeNull.value
  const key = (value: string | null) => (value === null ? unset : fingerprint(value))
  const time = (ms: number | null) => (ms === null ? unset : new Date(ms).toISOString())
  const properties: [name: string, value: string | null, description: string][] = [
    ['NAME', user.name, 'Name'],
    ['COMMENT', user.comment, 'user comment associated to an object in the dictionary'],
    ['DISPLAY_NAME', user.displayName, 'Display name of the associated object'],
    ['TYPE', user.type, 'Type of the user'],
    ['LOGIN_NAME', user.loginName, 'Login name of the user'],
    ['FIRST_NAME', user.firstName, 'First name of the user'],
    ['LAST_NAME', user.lastName, 'Last name of the user'],
    ['EMAIL', user.email, 'Email address of the user'],
    ['DISABLED', String(user.disabled), 'Whether the user is disabled'],
    ['DEFAULT_WAREHOUSE', user.defaultWarehouse, 'Default warehouse for this user'],
    ['DEFAULT_NAMESPACE', user.defaultNamespace, 'Default database namespace prefix for this user'],
    ['DEFAULT_ROLE', user.defaultRole, 'Primary principal of user session will be set to this role'],
    ['DEFAULT_SECONDARY_ROLES', secondaryRoles(user), 'The secondary roles will be set to all roles provided here'],
    ['RSA_PUBLIC_KEY', user.rsaPublicKey, 'RSA public key of the user'],
    ['RSA_PUBLIC_KEY_FP', key(user.rsaPublicKey), "Fingerprint of user's RSA public key."],
    ['RSA_PUBLIC_KEY_LAST_SET_TIME', time(user.rsaPublicKeySetAtMs), 'When the RSA public key was last set'],
    ['RSA_PUBLIC_KEY_2', user.rsaPublicKey2, 'Second RSA public key of the user'],
    ['RSA_PUBLIC_KEY_2_FP', key(user.rsaPublicKey2), "Fingerprint of user's second RSA public key."],
    ['RSA_PUBLIC_KEY_2_LAST_SET_TIME', time(user.rsaPublicKey2SetAtMs), 'When the second RSA public key was last set'],
  ]
  return table(
    ['property', 'value', 'default', 'description'],
    properties.map(([property, value, description]) => [property, value ?? unset, unset, description]),
  )
}

function mayRead(execution: Execution, user: UserRecord): boolean {
  return user.name === execution.session.userName || managesGrants(execution) || owns(execution, user.owner)
}

function secondaryRoles(user: UserRecord): string {
  return user.defaultSecondaryRoles === 'ALL' ? '["ALL"]' : '[]'
}
