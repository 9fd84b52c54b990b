import type { AgentStatement } from '../agents/agent-statement.ts'
import type { ColumnRecord, ObjectKind, ObjectPrivilege, WarehouseRecord } from '../objects/object-records.ts'
import type { AccountPrivilege, Grantee, RoleRef } from '../rbac/account-data.ts'
import type { SearchStatement } from '../search/search-statement.ts'
import type { ShowScope } from './shown-scope.ts'
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

/** An object as a statement names it: parts that it leaves out come from the session. */
export interface NamedObject {
  kind: ObjectKind
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
  | {
      about: 'on'
      object: NamedGrantee | NamedObject | { kind: 'ACCOUNT' } | { kind: 'ABSENT'; type: string; path: string[] }
    }
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

export interface ObjectPrivilegeChange {
  kind: 'grant object privilege' | 'revoke object privilege'
  /** null stands for ALL. */
  privileges: ObjectPrivilege[] | null
  /** One object, or all of a kind in a database or schema. */
  on: NamedObject | { every: ObjectKind; inside: NamedObject }
  grantee: NamedGrantee
  grantOption: boolean
  /** Of a REVOKE: also what the role passed on. */
  cascade: boolean
}

interface CreateManner {
  orReplace: boolean
  ifNotExists: boolean
  comment: string
}

export type WarehouseProperties = Pick<WarehouseRecord, 'size' | 'autoSuspendSeconds' | 'autoResume' | 'comment'>

type WarehouseChange =
  | { to: 'suspended' }
  | { to: 'running'; ifSuspended: boolean }
  | { to: 'properties'; properties: Partial<WarehouseProperties> }

/** Statements about warehouses, databases, schemas and tables, and the grants on them. */
export type ObjectStatement =
  | ({ kind: 'create warehouse'; name: string; suspended: boolean } & WarehouseProperties & CreateManner)
  | ({ kind: 'create database'; name: string } & CreateManner)
  | ({ kind: 'create schema'; path: string[] } & CreateManner)
  | ({ kind: 'create table'; path: string[]; columns: ColumnRecord[]; primaryKey: string[] } & CreateManner & {
        changeTracking: boolean
      })
  | { kind: 'alter table'; path: string[]; ifExists: boolean; changeTracking: boolean | null; comment: string | null }
  | { kind: 'alter warehouse'; name: string; ifExists: boolean; change: WarehouseChange }
  | { kind: 'drop object'; object: NamedObject; ifExists: boolean }
  | { kind: 'use object'; object: NamedObject }
  | {
      kind: 'show objects'
      shown: 'WAREHOUSE' | 'DATABASE' | 'SCHEMA' | 'TABLE'
      like: string | null
      scope: ShowScope
    }
  | { kind: 'describe table'; path: string[] }
  | ObjectPrivilegeChange

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
  | ObjectStatement
  | SearchStatement
  | AgentStatement
  | { kind: 'object privilege'; type: string; path: string[]; grantee: NamedGrantee }
  | { kind: 'alter account'; parameter: string; value: string | null }
  | { kind: 'call'; procedure: string[]; arguments: string[] }
  | { kind: 'wait'; ms: number; amount: number; unit: string }
  | { kind: 'show grants'; question: GrantsQuestion }
  | { kind: 'show roles' | 'show users'; like: string | null }
  | { kind: 'describe user'; name: string }
  | { kind: 'show models' | 'show base models'; like: string | null; path: string[] | null }
  | { kind: 'show application roles' | 'show database roles'; like: string | null; path: string[] }
  | { kind: 'select'; columns: { expression: Expression; alias: string | null }[] }
