import type { AccountData } from '../rbac/account-data.ts'
import type {
  AgentRecord,
  DatabaseRecord,
  ObjectRef,
  SchemaRecord,
  SearchServiceRecord,
  TableRecord,
  WarehouseRecord,
} from './object-records.ts'

export function findWarehouse(data: AccountData, name: string): WarehouseRecord | undefined {
  return data.warehouses.find((warehouse) => warehouse.name === name)
}

export function findDatabase(data: AccountData, name: string): DatabaseRecord | undefined {
  return data.databases.find((database) => database.name === name)
}

/** @param path database and schema */
export function findSchema(data: AccountData, path: readonly string[]): SchemaRecord | undefined {
  const [database, name] = path
  return path.length === 2
    ? data.schemas.find((schema) => schema.database === database && schema.name === name)
    : undefined
}

/** @param path database, schema and table */
export function findTable(data: AccountData, path: readonly string[]): TableRecord | undefined {
  return data.tables.find((table) => isAt(table, path))
}

/** @param path database, schema and service */
export function findSearchService(data: AccountData, path: readonly string[]): SearchServiceRecord | undefined {
  return data.searchServices.find((service) => isAt(service, path))
}

/** @param path database, schema and agent */
export function findAgent(data: AccountData, path: readonly string[]): AgentRecord | undefined {
  return data.agents.find((agent) => isAt(agent, path))
}

/** The role that owns an object; undefined when there is no such object. */
export function ownerOf(data: AccountData, { kind, path }: ObjectRef): string | undefined {
  switch (kind) {
    case 'WAREHOUSE':
      return path.length === 1 ? findWarehouse(data, String(path[0]))?.owner : undefined
    case 'DATABASE':
      return path.length === 1 ? findDatabase(data, String(path[0]))?.owner : undefined
    case 'SCHEMA':
      return findSchema(data, path)?.owner
    case 'TABLE':
      return findTable(data, path)?.owner
    case 'CORTEX SEARCH SERVICE':
      return findSearchService(data, path)?.owner
    case 'AGENT':
      return findAgent(data, path)?.owner
  }
}

function isAt(object: { database: string; schema: string; name: string }, path: readonly string[]): boolean {
  const [database, schema, name] = path
  return path.length === 3 && object.database === database && object.schema === schema && object.name === name
}
