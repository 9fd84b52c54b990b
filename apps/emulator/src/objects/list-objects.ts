import type { AccountData } from '../rbac/account-data.ts'
import { isSamePath } from './object-privileges.ts'
import type { ObjectRef } from './object-records.ts'

/** An object with what all kinds have in common. The record is the account's own, so a change to it is a change there. */
export interface ListedObject {
  object: ObjectRef
  record: { owner: string; comment: string; createdAtMs: number }
}

/** Every object of the account, containers before what is in them. */
export function listObjects(data: AccountData): ListedObject[] {
  const inSchema = ({ database, schema, name }: { database: string; schema: string; name: string }) => [
    database,
    schema,
    name,
  ]
  return [
    ...data.warehouses.map((record) => ({ object: { kind: 'WAREHOUSE' as const, path: [record.name] }, record })),
    ...data.databases.map((record) => ({ object: { kind: 'DATABASE' as const, path: [record.name] }, record })),
    ...data.schemas.map((record) => ({
      object: { kind: 'SCHEMA' as const, path: [record.database, record.name] },
      record,
    })),
    ...data.tables.map((record) => ({ object: { kind: 'TABLE' as const, path: inSchema(record) }, record })),
    ...data.searchServices.map((record) => ({
      object: { kind: 'CORTEX SEARCH SERVICE' as const, path: inSchema(record) },
      record,
    })),
    ...data.agents.map((record) => ({ object: { kind: 'AGENT' as const, path: inSchema(record) }, record })),
  ]
}

/** Whether an object is in this database or schema. */
export function isInside(object: ObjectRef, container: ObjectRef): boolean {
  if (container.kind !== 'DATABASE' && container.kind !== 'SCHEMA') return false
  if (object.kind === 'WAREHOUSE' || object.path.length <= container.path.length) return false
  return isSamePath(object.path.slice(0, container.path.length), container.path)
}
