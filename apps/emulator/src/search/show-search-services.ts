import { completePath } from '../objects/complete-path.ts'
import { findSearchService, findTable } from '../objects/find-object.ts'
import type { SearchServiceRecord } from '../objects/object-records.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import { displayPath } from '../sql/resolve-name.ts'
import { isLike, type ResultSet, table, timestamp } from '../sql/result-set.ts'
import type { Execution } from '../sql/session.ts'
import { resolveShowScope } from '../sql/show-scope.ts'
import { doesNotExist } from '../sql/sql-error.ts'
import type { SearchStatement } from './search-statement.ts'

/** SHOW CORTEX SEARCH SERVICES: those that the session may know of. */
export function showSearchServices(
  execution: Execution,
  { like, scope }: Extract<SearchStatement, { kind: 'show search services' }>,
): ResultSet {
  const within = resolveShowScope(execution, scope)
  const isVisible = visibilityFor(execution)
  const services = execution.data.searchServices
    .filter((service) => within.every((part, index) => pathOf(service)[index] === part))
    .filter((service) => isLike(service.name, like))
    .filter((service) => isVisible({ kind: 'CORTEX SEARCH SERVICE', path: pathOf(service) }))
    .sort((one, other) => (pathOf(one).join('\0') < pathOf(other).join('\0') ? -1 : 1))
  return describe(execution, services)
}

/** DESCRIBE CORTEX SEARCH SERVICE: the same of one. */
export function describeSearchService(execution: Execution, named: readonly string[]): ResultSet {
  const path = completePath(execution, 'CORTEX SEARCH SERVICE', named, 'DESCRIBE CORTEX SEARCH SERVICE')
  const service = findSearchService(execution.data, path)
  if (!service || !visibilityFor(execution)({ kind: 'CORTEX SEARCH SERVICE', path })) {
    throw doesNotExist('Cortex search service', displayPath(named))
  }
  return describe(execution, [service])
}

function describe({ data, rows }: Execution, services: readonly SearchServiceRecord[]): ResultSet {
  return table(
    [
      'created_on',
      'name',
      'database_name',
      'schema_name',
      'target_lag',
      'warehouse',
      'search_column',
      'primary_key',
      'attribute_columns',
      'columns',
      'definition',
      'comment',
      'owner',
      'embedding_model',
      'serving_state',
      'source_data_num_rows',
    ],
    services.map((service) => {
      const source = findTable(data, service.source.table)
      return [
        timestamp(service.createdAtMs),
        service.name,
        service.database,
        service.schema,
        service.targetLag,
        service.warehouse,
        service.searchColumn,
        service.primaryKey.join(','),
        service.attributes.join(','),
        service.source.columns.join(','),
        service.definition,
        service.comment,
        service.owner,
        service.embeddingModel,
        source ? 'ACTIVE' : 'SUSPENDED',
        source ? String(rows.read(source.id).length) : '0',
      ]
    }),
  )
}

const pathOf = ({ database, schema, name }: SearchServiceRecord) => [database, schema, name]
