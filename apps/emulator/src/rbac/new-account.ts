import type { AccountIdentity } from '../account-identity.ts'
import { assumptions } from '../assumptions.ts'
import type { AccountData, Grantee, RoleRef, UserRecord } from './account-data.ts'
import { modelCatalog } from './model-catalog.ts'
import { allModelsRole, publicApplicationRole, publicRole } from './snowflake-roles.ts'

const role = (name: string): RoleRef => ({ kind: 'ROLE', name })

const SYSTEM_ROLES: readonly (readonly [name: string, comment: string])[] = [
  ['ACCOUNTADMIN', 'Account administrator can manage all aspects of the account.'],
  ['ORGADMIN', 'Organization administrator.'],
  ['SECURITYADMIN', 'Security administrator can manage security aspects of the account.'],
  ['USERADMIN', 'User administrator can create and manage users and roles.'],
  ['SYSADMIN', 'System administrator can create and manage databases and warehouses.'],
  ['PUBLIC', 'Public role is automatically available to every user in the account.'],
]

/** Whether the role came with the account. */
export function isSystemRole(name: string): boolean {
  return SYSTEM_ROLES.some(([systemRole]) => systemRole === name)
}

/**
 * A new account as Snowflake hands it over: the system roles, one administrator, and open doors – CORTEX_USER on PUBLIC
 * and every model on the public application role (snowflake docs: aisql-privileges-and-access, bcr-2378).
 */
export function newAccount(account: AccountIdentity, adminUser: string, nowMs: number): AccountData {
  const grant = (granted: RoleRef, to: Grantee) => ({ role: granted, to, grantedBy: '', createdAtMs: nowMs })
  const admin = { ...newUser(adminUser, 'ACCOUNTADMIN', nowMs), defaultRole: 'ACCOUNTADMIN' }
  return {
    version: 1,
    account,
    createdAtMs: nowMs,
    crossRegion: assumptions.crossRegionDefault.value,
    models: modelCatalog.map((model) => model.name.toUpperCase()),
    users: [admin],
    roles: SYSTEM_ROLES.map(([name, comment]) => ({ name, owner: null, comment, createdAtMs: nowMs })),
    roleGrants: [
      grant(role('SECURITYADMIN'), role('ACCOUNTADMIN')),
      grant(role('SYSADMIN'), role('ACCOUNTADMIN')),
      grant(role('USERADMIN'), role('SECURITYADMIN')),
      grant(role('ACCOUNTADMIN'), { kind: 'USER', name: adminUser }),
      grant({ kind: 'DATABASE_ROLE', name: 'CORTEX_USER' }, publicRole),
      grant(publicApplicationRole, publicRole),
      grant(allModelsRole, publicApplicationRole),
    ],
    privilegeGrants: [],
    warehouses: [],
    databases: [],
    schemas: [],
    tables: [],
    searchServices: [],
    agents: [],
    objectGrants: [],
  }
}

/** A user with nothing but a name: every property as Snowflake defaults it. */
export function newUser(name: string, owner: string, nowMs: number): UserRecord {
  return {
    name,
    loginName: name.toUpperCase(),
    displayName: name,
    type: null,
    firstName: null,
    lastName: null,
    email: null,
    comment: null,
    disabled: false,
    defaultRole: null,
    defaultSecondaryRoles: assumptions.defaultSecondaryRoles.value,
    defaultWarehouse: null,
    defaultNamespace: null,
    rsaPublicKey: null,
    rsaPublicKeySetAtMs: null,
    rsaPublicKey2: null,
    rsaPublicKey2SetAtMs: null,
    owner,
    createdAtMs: nowMs,
  }
}
