import type { Caller } from '../cortex/cortex-access.ts'
import { findTable } from '../objects/find-object.ts'
import { hasObjectPrivilege, reachesContainers } from '../objects/object-privileges.ts'
import type { SearchServiceRecord } from '../objects/object-records.ts'
import { requireSearchService } from '../objects/require-object.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { callerRoles } from '../rbac/caller-roles.ts'
import { heldRoles } from '../rbac/role-graph.ts'
import { SqlError } from '../sql/sql-error.ts'
import type { RowStore } from '../tables/row-store.ts'
import { columnsOf } from '../tables/table-columns.ts'
import type { Row, RowColumn } from '../tables/value.ts'

/** A service as a query sees it: what may be asked of it, and the rows it searches. */
export interface OpenService {
  service: SearchServiceRecord
  columns: readonly RowColumn[]
  rows: readonly Row[]
}

/** What the search endpoint may ask. Implemented over the account; the endpoint knows no grants. */
export interface SearchAccess {
  /**
   * `missing` is one answer for what is not there and what the caller may not use; `broken` is a service whose owner can
   * no longer read what it searches.
   */
  open(caller: Caller, path: readonly string[]): OpenService | 'missing' | 'broken'
}

/** Answers from the account as it is at that moment, so a REVOKE counts from the next query on. */
export function createSearchAccess(read: () => AccountData, rows: RowStore): SearchAccess {
  return {
    open(caller, path) {
      const data = read()
      const service = findUsable(data, caller, path)
      if (!service) return 'missing'
      const table = readableSource(data, service)
      if (!table) return 'broken'
      return { service, columns: columnsOf(table), rows: rows.read(table.id) }
    },
  }
}

function findUsable(data: AccountData, caller: Caller, path: readonly string[]): SearchServiceRecord | null {
  try {
    return requireSearchService(data, callerRoles(data, caller), path, 'USAGE')
  } catch (error) {
    if (error instanceof SqlError) return null
    throw error
  }
}

/** The service reads with the rights of its owner: whoever asks needs none on the table (snowflake docs: cortex-search). */
function readableSource(data: AccountData, { owner, source, searchColumn }: SearchServiceRecord) {
  const table = findTable(data, source.table)
  const held = heldRoles(data, [{ kind: 'ROLE', name: owner }])
  const object = { kind: 'TABLE' as const, path: source.table }
  const reads = reachesContainers(data, held, object) && hasObjectPrivilege(data, held, 'SELECT', object)
  const whole = source.columns.every((name) => table?.columns.some((column) => column.name === name))
  const searchable = table?.columns.some(({ name, type }) => name === searchColumn && type === 'TEXT')
  return table && reads && whole && searchable ? table : null
}
