import { randomUUID } from 'node:crypto'
import { assumptions } from '../assumptions.ts'
import { completePath } from '../objects/complete-path.ts'
import { createObject } from '../objects/create-object.ts'
import type { TableRecord } from '../objects/object-records.ts'
import { requireMayCreate, requirePrivilege, requireTable } from '../objects/require-object.ts'
import { usableModelObjects } from '../rbac/model-access.ts'
import { findCatalogModel } from '../rbac/model-catalog.ts'
import type { ResultSet } from '../sql/result-set.ts'
import { activeRoles, type Execution } from '../sql/session.ts'
import { invalidValue, SqlError } from '../sql/sql-error.ts'
import type { SearchStatement } from './search-statement.ts'

type Created = Extract<SearchStatement, { kind: 'create search service' }>

/**
 * CREATE CORTEX SEARCH SERVICE: needs the privilege on the schema, SELECT on the table, USAGE on the warehouse, a Cortex
 * role and the embedding model, and change tracking on the table (snowflake docs: create-cortex-search).
 */
export function createSearchService(execution: Execution, statement: Created): ResultSet {
  const { data, session, nowMs } = execution
  const path = completePath(execution, 'CORTEX SEARCH SERVICE', statement.path, 'CREATE CORTEX SEARCH SERVICE')
  const [database = '', schema = '', name = ''] = path
  requireMayCreate(execution, 'CREATE CORTEX SEARCH SERVICE', { kind: 'SCHEMA', path: [database, schema] })
  const { warehouse, targetLag, embeddingModel, searchColumn, primaryKey, attributes, definition, comment } = statement
  const held = activeRoles(execution)
  requirePrivilege(data, held, 'USAGE', { kind: 'WAREHOUSE', path: [warehouse] }, 'Warehouse', [warehouse])
  if (!TARGET_LAG.test(targetLag)) throw invalidValue(targetLag, 'TARGET_LAG')
  requireEmbeddingModel(execution, embeddingModel)
  const table = requireTable(execution, statement.source.path, 'SELECT')
  const columns = statement.source.columns ?? table.columns.map((column) => column.name)
  checkColumns(table, columns, statement)
  if (!table.changeTracking) {
    const { code, sqlState } = assumptions.changeTrackingOff.value
    const message = `SQL compilation error:\nChange tracking is not enabled on table '${table.name}'. Enable it with: ALTER TABLE ${table.name} SET CHANGE_TRACKING = TRUE`
    throw new SqlError(code, sqlState, message)
  }
  return createObject(execution, { kind: 'CORTEX SEARCH SERVICE', path }, statement, () => {
    data.searchServices.push({
      id: randomUUID(),
      database,
      schema,
      name,
      searchColumn,
      primaryKey,
      attributes,
      warehouse,
      targetLag,
      embeddingModel: embeddingModel.toLowerCase(),
      source: { table: [table.database, table.schema, table.name], columns },
      definition,
      owner: session.role,
      comment,
      createdAtMs: nowMs,
    })
  })
}

const TARGET_LAG = /^\s*[1-9]\d{0,5}\s+(?:second|minute|hour|day)s?\s*$/i

/** A model that is unknown, one that does not embed and one that is not granted are one answer, as over REST. */
function requireEmbeddingModel(execution: Execution, model: string): void {
  const held = activeRoles(execution)
  const mayEmbed = held.has('DATABASE_ROLE:CORTEX_USER') || held.has('DATABASE_ROLE:CORTEX_EMBED_USER')
  const object = model.toUpperCase()
  const embeds = findCatalogModel(object)?.task === 'embed'
  if (mayEmbed && embeds && usableModelObjects(execution.data, held).includes(object)) return
  const { code, sqlState } = assumptions.embeddingModelRefused.value
  const message = `SQL compilation error:\nEmbedding model '${model.slice(0, 128)}' does not exist or not authorized.`
  throw new SqlError(code, sqlState, message)
}

/** What the service searches and filters by is text and selected. @throws SqlError naming what is not */
function checkColumns(table: TableRecord, columns: readonly string[], statement: Created): void {
  const { searchColumn, primaryKey, attributes } = statement
  for (const name of columns) {
    if (!table.columns.some((column) => column.name === name)) throw invalidColumn(name)
  }
  for (const name of [searchColumn, ...primaryKey, ...attributes]) {
    if (!columns.includes(name)) throw invalidColumn(name)
  }
  for (const name of [searchColumn, ...primaryKey]) {
    const type = table.columns.find((column) => column.name === name)?.type
    if (type !== 'TEXT') {
      const { code, sqlState } = assumptions.searchColumnNotText.value
      const message = `SQL compilation error:\nColumn '${name}' of a Cortex Search Service must be of type TEXT, not ${type}.`
      throw new SqlError(code, sqlState, message)
    }
  }
}

function invalidColumn(name: string): SqlError {
  return new SqlError('000904', '42000', `SQL compilation error:\ninvalid identifier '${name.slice(0, 128)}'`)
}
