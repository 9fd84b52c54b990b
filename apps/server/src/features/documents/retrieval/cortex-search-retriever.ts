import type { CortexClient } from '@coco/core/cortex/cortex-client'
import { CortexError } from '@coco/core/cortex/cortex-error'
import type { Credentials } from '@coco/core/cortex/credentials'
import type { SearchFilter } from '@coco/core/cortex/search-cortex'
import type { SqlClient } from '@coco/core/snowflake/sql-client'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { DocumentId, type TenantId } from '@coco/shared/ids'
import { isNearEnough } from './cortex-search-floor.ts'
import { type CortexSearchRows, deleteRows, replaceRows, serviceOf } from './cortex-search-rows.ts'
import type { PassageHit, RetrievalCall, Retriever } from './retriever.ts'

export interface CortexSearchDeps {
  /** Null: the tenant declares none. */
  placeOf: (tenant: TenantId) => TenantDocuments | null
  searchCortex: CortexClient['searchCortex']
  /** Statements as the user of these credentials. */
  openSql: (credentials: Credentials) => Pick<SqlClient, 'execute'>
  /** Aborts when the server ends. */
  closing: AbortSignal
}

/** Some of what a service gives is not near enough, and some of it was deleted since. */
const CANDIDATES_PER_HIT = 3
/** As where Coco fuses two orders itself. */
const DAMPING = 60

/**
 * Finds passages with Cortex Search, as the tenant's own Snowflake user. A service runs with its owner's rights, so what keeps
 * tenants apart is that each role may use its own services alone; what is personal is in a service that is asked for nobody who
 * may not read it. The filter on the tenant is there besides. Rows are found when the service has taken them in, which its
 * TARGET_LAG says; one that was deleted vanishes at once, because what it says is read from the database.
 */
export function createCortexSearchRetriever(deps: CortexSearchDeps): Retriever {
  const add: Retriever['add'] = async (call, document, passages, onProgress) =>
    replaceRows(rowsFor(call), document, passages, onProgress)

  const remove: Retriever['remove'] = async (call, document) => deleteRows(rowsFor(call), document)

  const search: Retriever['search'] = async (call, { query, tags, limit }) => {
    const parts = call.viewer.permissions.has('read_pii') ? [false, true] : [false]
    const found = await Promise.all(parts.map((isPersonal) => searchPart(call, isPersonal, { query, tags, limit })))
    const hits = found.flat().sort((a, b) => b.score - a.score)
    return { hits: hits.slice(0, limit * CANDIDATES_PER_HIT), by: 'cortex_search' }
  }

  async function searchPart(
    { viewer, credentials, signal }: RetrievalCall,
    isPersonal: boolean,
    { query, tags, limit }: { query: string; tags: readonly string[]; limit: number },
  ): Promise<PassageHit[]> {
    const { database, schema } = requirePlace(viewer.tenant)
    const results = await deps.searchCortex({
      credentials: requireCredentials(credentials),
      database,
      schema,
      service: serviceOf(isPersonal),
      query,
      columns: ['TENANT_ID', 'DOCUMENT_ID', 'POSITION', 'CONTENT'],
      filter: filterFor(viewer.tenant, tags),
      limit: limit * CANDIDATES_PER_HIT,
      ...(signal === undefined ? {} : { signal }),
    })
    // Not the filter's word alone: a service over somebody else's rows finds nothing.
    const own = results.filter((result) => result.TENANT_ID === viewer.tenant && isNearEnough(query, result))
    return own.flatMap((result, rank) => toHit(result, 1 / (DAMPING + rank + 1)) ?? [])
  }

  function rowsFor({ viewer, credentials, signal }: RetrievalCall): CortexSearchRows {
    const { execute } = deps.openSql(requireCredentials(credentials))
    return { tenant: viewer.tenant, place: requirePlace(viewer.tenant), execute, signal, closing: deps.closing }
  }

  function requirePlace(tenant: TenantId): TenantDocuments {
    const place = deps.placeOf(tenant)
    if (place !== null) return place
    throw new CortexError('the tenant declares no place for Cortex Search', {
      code: 'search_not_allowed',
      statusCode: 403,
    })
  }

  return { add, remove, search }
}

function requireCredentials(credentials: Credentials | null): Credentials {
  if (credentials !== null) return credentials
  throw new CortexError('no token for this tenant', { code: 'tenant_unavailable', statusCode: 503 })
}

function filterFor(tenant: TenantId, tags: readonly string[]): SearchFilter {
  const ofTenant: SearchFilter = { '@eq': { TENANT_ID: tenant } }
  if (tags.length === 0) return ofTenant
  return { '@and': [ofTenant, { '@or': tags.map((tag) => ({ '@contains': { TAGS: tag } })) }] }
}

/** Null for what is no key of ours: a row that somebody else put there. A number comes as text or as a number. */
function toHit(result: Readonly<Record<string, unknown>>, score: number): PassageHit | null {
  const documentId = DocumentId.safeParse(result.DOCUMENT_ID)
  const position = /^\d{1,9}$/.exec(String(result.POSITION))
  return documentId.success && position !== null
    ? { documentId: documentId.data, position: Number(position[0]), score }
    : null
}
