import type { AccountData } from '../rbac/account-data.ts'
import { isInside, listObjects } from './list-objects.ts'
import { isSameObject } from './object-privileges.ts'
import type { ObjectRef } from './object-records.ts'

/** Takes an object away, with what is in it and every grant on these. */
export function removeObject(data: AccountData, removed: ObjectRef): void {
  const goes = (object: ObjectRef) => isSameObject(object, removed) || isInside(object, removed)
  const gone = new Set<object>(listObjects(data).flatMap(({ object, record }) => (goes(object) ? [record] : [])))
  const stays = (record: object) => !gone.has(record)
  data.warehouses = data.warehouses.filter(stays)
  data.databases = data.databases.filter(stays)
  data.schemas = data.schemas.filter(stays)
  data.tables = data.tables.filter(stays)
  data.searchServices = data.searchServices.filter(stays)
  data.agents = data.agents.filter(stays)
  data.objectGrants = data.objectGrants.filter((grant) => !goes(grant.object))
}
