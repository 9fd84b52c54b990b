import type { AccountPrivilege, Grantee, RoleRef } from '../rbac/account-data.ts'
import type { UserPropertyName } from './user-properties.ts'

export interface UserProperty {
  name: UserPropertyName
  value: string | boolean | null
}

/** A role as a statement names it; `database` and `application` roles with the object they belong to. */
export interface NamedRole {
  kind: RoleRef['kind']
  path: string[]
}

export interface NamedGrantee {
  kind: Grantee['kind']
  path: string[]
}

export type Expression =
  | { kind: 'literal'; type: 'text' | 'fixed' | 'boolean'; value: string | null; label: string }
  | { kind: 'call'; name: string; arguments: Expression[]; label: string }
  | { kind: 'column'; name: string; line: number; position: number }
  | { kind: 'bind'; index: number }

/** What SHOW GRANTS asks: what somebody holds (`to`), who holds a role (`of`), or who may do what with a thing (`on`). */
export type GrantsQuestion =
  | { about: 'to'; grantee: NamedGrantee }
  | { about: 'of'; role: NamedRole }
  | { about: 'on'; object: NamedGrantee | { kind: 'ACCOUNT' } | { kind: 'OBJECT'; type: string; path: string[] } }
  | { about: 'current user' }

export interface RoleChange {
  kind: 'grant role' | 'revoke role'
  role: NamedRole
  grantee: NamedGrantee
}

export interface PrivilegeChange {
  kind: 'grant privilege' | 'revoke privilege'
  privileges: AccountPrivilege[]
  role: string
  grantOption: boolean
}

/** Every statement the emulator understands. */
export type Statement =
  | { kind: 'use role'; role: string }
  | { kind: 'use secondary roles'; mode: 'ALL' | 'NONE' }
  | { kind: 'create role'; name: string; orReplace: boolean; ifNotExists: boolean; comment: string }
  | { kind: 'drop role'; name: string; ifExists: boolean }
  | { kind: 'create user'; name: string; orReplace: boolean; ifNotExists: boolean; properties: UserProperty[] }
  | { kind: 'alter user'; name: string; ifExists: boolean; set: UserProperty[]; unset: UserPropertyName[] }
  | { kind: 'drop user'; name: string; ifExists: boolean }
  | RoleChange
  | PrivilegeChange
  | { kind: 'object privilege'; type: string; path: string[]; grantee: NamedGrantee }
  | { kind: 'alter account'; parameter: string; value: string | null }
  | { kind: 'call'; procedure: string[]; arguments: string[] }
  | { kind: 'show grants'; question: GrantsQuestion }
  | { kind: 'show roles' | 'show users'; like: string | null }
  | { kind: 'describe user'; name: string }
  | { kind: 'show models' | 'show base models'; like: string | null; path: string[] | null }
  | { kind: 'show application roles' | 'show database roles'; like: string | null; path: string[] }
  | { kind: 'select'; columns: { expression: Expression; alias: string | null }[] }
  | { kind: 'select from'; path: string[] }
