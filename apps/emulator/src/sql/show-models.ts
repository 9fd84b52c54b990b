import { usableModelObjects } from '../rbac/model-access.ts'
import { findCatalogModel } from '../rbac/model-catalog.ts'
import { displayPath } from './resolve-name.ts'
import { isLike, type ResultSet, table, timestamp } from './result-set.ts'
import { activeRoles, type Execution } from './session.ts'
import { doesNotExist } from './sql-error.ts'

/** Type, database, schema and owner of every model. */
const WHOSE = ['CORTEX_BASE', 'SNOWFLAKE', 'MODELS', 'SNOWFLAKE'] as const

/** SHOW MODELS: model objects that the session's roles may use. @param path where to look; null = everywhere */
export function showModels(execution: Execution, like: string | null, path: string[] | null): ResultSet {
  const created = timestamp(execution.data.createdAtMs)
  return table(
    ['created_on', 'name', 'model_type', 'database_name', 'schema_name', 'owner', 'comment'],
    namesIn(execution, like, path).map((name) => [created, name, ...WHOSE, '']),
  )
}

/** SHOW CORTEX BASE MODELS: the same with what the catalog knows about each. */
export function showBaseModels(execution: Execution, like: string | null, path: string[] | null): ResultSet {
  const created = timestamp(execution.data.createdAtMs)
  const rows = namesIn(execution, like, path).map((name) => {
    const model = findCatalogModel(name)
    const inRegion = String(model?.inRegion ?? false)
    return [created, name, ...WHOSE, model?.lifecycle ?? null, inRegion, null, null, 'true']
  })
  return table(
    [
      'created_on',
      'name',
      'model_type',
      'database_name',
      'schema_name',
      'owner',
      'lifecycle_status',
      'in_region_availability',
      'legacy_date',
      'eol_date',
      'cross_region_availability',
    ],
    rows,
  )
}

function namesIn(execution: Execution, like: string | null, path: string[] | null): string[] {
  const place = path?.join('.') ?? 'SNOWFLAKE'
  if (path && place !== 'SNOWFLAKE' && place !== 'SNOWFLAKE.MODELS') {
    throw doesNotExist(path.length > 1 ? 'Schema' : 'Database', displayPath(path))
  }
  return usableModelObjects(execution.data, activeRoles(execution))
    .filter((name) => isLike(name, like))
    .sort()
}
