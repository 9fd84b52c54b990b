import { z } from 'zod'
import {
  AgentRecord,
  DatabaseRecord,
  ObjectGrant,
  SchemaRecord,
  SearchServiceRecord,
  TableRecord,
  WarehouseRecord,
} from '../objects/object-records.ts'

/** The three kinds of role. Database and application roles are those of SNOWFLAKE; their names come without that prefix. */
export const RoleKind = z.enum(['ROLE', 'DATABASE_ROLE', 'APPLICATION_ROLE'])
export type RoleKind = z.infer<typeof RoleKind>

export const RoleRef = z.object({ kind: RoleKind, name: z.string() })
export type RoleRef = z.infer<typeof RoleRef>

export const Grantee = z.object({ kind: z.enum([...RoleKind.options, 'USER']), name: z.string() })
export type Grantee = z.infer<typeof Grantee>

export const UserRecord = z.object({
  name: z.string(),
  loginName: z.string(),
  displayName: z.string(),
  type: z.enum(['PERSON', 'SERVICE', 'LEGACY_SERVICE']).nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  comment: z.string().nullable(),
  disabled: z.boolean(),
  defaultRole: z.string().nullable(),
  defaultSecondaryRoles: z.enum(['ALL', 'NONE']),
  defaultWarehouse: z.string().nullable(),
  defaultNamespace: z.string().nullable(),
  /** Base64 of the SubjectPublicKeyInfo, without delimiters or white space. */
  rsaPublicKey: z.string().nullable(),
  rsaPublicKeySetAtMs: z.number().nullable(),
  rsaPublicKey2: z.string().nullable(),
  rsaPublicKey2SetAtMs: z.number().nullable(),
  owner: z.string(),
  createdAtMs: z.number(),
})
export type UserRecord = z.infer<typeof UserRecord>

/** An account role. A system role has no owner and cannot be dropped. */
export const RoleRecord = z.object({
  name: z.string(),
  owner: z.string().nullable(),
  comment: z.string(),
  createdAtMs: z.number(),
})
export type RoleRecord = z.infer<typeof RoleRecord>

export const RoleGrant = z.object({
  role: RoleRef,
  to: Grantee,
  grantedBy: z.string(),
  createdAtMs: z.number(),
})
export type RoleGrant = z.infer<typeof RoleGrant>

export const AccountPrivilege = z.enum([
  'CREATE ROLE',
  'CREATE USER',
  'CREATE DATABASE',
  'CREATE WAREHOUSE',
  'MANAGE GRANTS',
])
export type AccountPrivilege = z.infer<typeof AccountPrivilege>

export const PrivilegeGrant = z.object({
  privilege: AccountPrivilege,
  role: z.string(),
  grantOption: z.boolean(),
  grantedBy: z.string(),
  createdAtMs: z.number(),
})
export type PrivilegeGrant = z.infer<typeof PrivilegeGrant>

/** Everything the account remembers: plain data, so that it can be copied before a change and written whole after it. */
export const AccountData = z.object({
  version: z.literal(1),
  account: z.object({ organization: z.string(), name: z.string(), locator: z.string() }),
  createdAtMs: z.number(),
  crossRegion: z.enum(['ANY_REGION', 'DISABLED']),
  /** Model objects in SNOWFLAKE.MODELS, in capitals. Each has its application role. */
  models: z.array(z.string()),
  users: z.array(UserRecord),
  roles: z.array(RoleRecord),
  roleGrants: z.array(RoleGrant),
  privilegeGrants: z.array(PrivilegeGrant),
  // A folder from before there were objects has none of these.
  warehouses: z.array(WarehouseRecord).default([]),
  databases: z.array(DatabaseRecord).default([]),
  schemas: z.array(SchemaRecord).default([]),
  tables: z.array(TableRecord).default([]),
  searchServices: z.array(SearchServiceRecord).default([]),
  agents: z.array(AgentRecord).default([]),
  objectGrants: z.array(ObjectGrant).default([]),
})
export type AccountData = z.infer<typeof AccountData>
