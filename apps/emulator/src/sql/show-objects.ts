import { currentDatabase, currentSchema } from '../objects/complete-path.ts'
import { findDatabase, findSchema, findTable } from '../objects/find-object.ts'
import { listObjects } from '../objects/list-objects.ts'
import type { ObjectRef } from '../objects/object-records.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import type { RoleSet } from '../rbac/role-graph.ts'
import { isLike, type ResultSet, table, timestamp } from './result-set.ts'
import { activeRoles, type Execution } from './session.ts'
import type { ObjectStatement } from './statement.ts'
import { resolveShowScope } from './show-scope.ts'

/** SHOW WAREHOUSES, DATABASES, SCHEMAS and TABLES: what the session may know of, by name. */
export function showObjects(
  execution: Execution,
  { shown, like, scope }: Extract<ObjectStatement, { kind: 'show objects' }>,
): ResultSet {
  const within = resolveShowScope(execution, scope)
  const isVisible = visibilityFor(execution)
  const held = activeRoles(execution)
  const objects = listObjects(execution.data)
    .map(({ object }) => object)
    .filter((object) => object.kind === shown && within.every((part, index) => object.path[index] === part))
    .filter((object) => isLike(object.path.at(-1) ?? '', like) && isVisible(object))
    .sort((a, b) => (displayKey(a) < displayKey(b) ? -1 : 1))
  return table(
    COLUMNS[shown],
    objects.flatMap((object) => ROWS[shown](execution, object, held)),
  )
}

const displayKey = ({ path }: ObjectRef) => path.join('\0')
const yes = (is: boolean) => (is ? 'Y' : 'N')
type Row = (string | null)[]

const COLUMNS = {
  WAREHOUSE: [
    'name',
    'state',
    'type',
    'size',
    'is_default',
    'is_current',
    'auto_suspend',
    'auto_resume',
    'created_on',
    'owner',
    'comment',
  ],
  DATABASE: ['created_on', 'name', 'is_default', 'is_current', 'origin', 'owner', 'comment', 'options', 'kind'],
  SCHEMA: ['created_on', 'name', 'is_default', 'is_current', 'database_name', 'owner', 'comment', 'options'],
  TABLE: [
    'created_on',
    'name',
    'database_name',
    'schema_name',
    'kind',
    'comment',
    'cluster_by',
    'owner',
    'change_tracking',
  ],
} as const

const ROWS: Record<keyof typeof COLUMNS, (execution: Execution, object: ObjectRef, held: RoleSet) => Row[]> = {
  WAREHOUSE: warehouseRows,
  DATABASE: databaseRows,
  SCHEMA: schemaRows,
  TABLE: tableRows,
}

function warehouseRows({ data, session }: Execution, { path }: ObjectRef): Row[] {
  const isDefault = (name: string) =>
    data.users.find((user) => user.name === session.userName)?.defaultWarehouse === name
  return data.warehouses
    .filter(({ name }) => name === path[0])
    .map((warehouse) => [
      warehouse.name,
      warehouse.suspended ? 'SUSPENDED' : 'STARTED',
      'STANDARD',
      warehouse.size,
      yes(isDefault(warehouse.name)),
      yes(warehouse.name === session.warehouse),
      String(warehouse.autoSuspendSeconds),
      String(warehouse.autoResume),
      timestamp(warehouse.createdAtMs),
      warehouse.owner,
      warehouse.comment,
    ])
}

function databaseRows(execution: Execution, { path: [name = ''] }: ObjectRef, held: RoleSet): Row[] {
  const database = findDatabase(execution.data, name)
  if (!database) return []
  const { owner, comment, createdAtMs } = database
  const isCurrent = yes(name === currentDatabase(execution, held))
  return [[timestamp(createdAtMs), name, 'N', isCurrent, '', owner, comment, '', 'STANDARD']]
}

function schemaRows(execution: Execution, { path }: ObjectRef, held: RoleSet): Row[] {
  const schema = findSchema(execution.data, path)
  if (!schema) return []
  const { database, name, owner, comment, createdAtMs } = schema
  const isCurrent = yes(database === currentDatabase(execution, held) && name === currentSchema(execution, held))
  return [[timestamp(createdAtMs), name, 'N', isCurrent, database, owner, comment, '']]
}

function tableRows({ data }: Execution, { path }: ObjectRef): Row[] {
  const found = findTable(data, path)
  if (!found) return []
  const { database, schema, name, owner, comment, createdAtMs, changeTracking } = found
  const tracking = changeTracking ? 'ON' : 'OFF'
  return [[timestamp(createdAtMs), name, database, schema, 'TABLE', comment, '', owner, tracking]]
}
