import { CortexError } from './cortex-error.ts'
import type { Credentials } from './credentials.ts'
import { isRecord } from './json-shape.ts'
import { type JsonCallDeps, postJson } from './post-json.ts'

/** Conditions on a service's ATTRIBUTES, as far as they are used (snowflake docs: query-cortex-search-service, filter syntax). */
export type SearchFilter =
  | { '@eq': Readonly<Record<string, string | number | boolean>> }
  | { '@contains': Readonly<Record<string, string>> }
  | { '@and': readonly SearchFilter[] }
  | { '@or': readonly SearchFilter[] }

/** Where a Cortex Search service is. Names as Snowflake keeps them: in capitals, unless they were made in quotes. */
export interface SearchServiceName {
  database: string
  schema: string
  service: string
}

export interface SearchCall extends SearchServiceName {
  credentials: Credentials
  query: string
  /** What each result shall hold, besides what the service adds. */
  columns: readonly string[]
  filter?: SearchFilter
  /** From 1 to 1,000. */
  limit: number
  signal?: AbortSignal
}

/** Somebody waits for an answer that begins with this. */
const SEARCH_MS = 15_000

/**
 * What a Cortex Search service finds, best first, `POST …/api/v2/databases/{db}/schemas/{schema}/cortex-search-services/{name}:query`
 * (snowflake docs: query-cortex-search-service). Each result is a record of the columns; `@scores` is there on newer versions.
 *
 * @throws CortexError: `search_not_allowed` when the caller's role may not use the service, or there is none (Snowflake does not
 * tell which); the signal's reason when it was used
 */
export async function searchCortex(deps: JsonCallDeps, call: SearchCall): Promise<Record<string, unknown>[]> {
  const [database, schema, service] = [call.database, call.schema, call.service].map(encodeURIComponent)
  const json = await postJson(deps, {
    base: 'account',
    path: `/api/v2/databases/${database}/schemas/${schema}/cortex-search-services/${service}:query`,
    body: {
      query: call.query,
      columns: call.columns,
      ...(call.filter === undefined ? {} : { filter: call.filter }),
      limit: call.limit,
    },
    credentials: call.credentials,
    signal: call.signal,
    totalMs: Math.min(SEARCH_MS, deps.timeouts.totalMs),
  }).catch((error: unknown) => {
    throw isRefusedService(error) ? searchNotAllowed(error) : error
  })
  if (!isRecord(json) || !Array.isArray(json.results) || !json.results.every(isRecord))
    throw new CortexError('upstream sent no list of results', { code: 'upstream_malformed', statusCode: 502 })
  return json.results
}

/**
 * No right to it, no such service, no such schema: 403 or 404. The words for a role that may not call Cortex at all, and those of
 * a trial account, stay what they are; 003001, which elsewhere names a model, is here Snowflake's "insufficient privileges".
 */
function isRefusedService(error: unknown): error is CortexError {
  if (!(error instanceof CortexError) || ![403, 404].includes(error.statusCode)) return false
  return error.code === 'upstream_rejected' || error.code === 'model_not_allowed'
}

function searchNotAllowed(cause: CortexError): CortexError {
  const { statusCode, upstreamBody, snowflakeRequestId } = cause
  return new CortexError(
    `search service not available: ${cause.message}`,
    { code: 'search_not_allowed', statusCode, upstreamBody, snowflakeRequestId },
    { cause },
  )
}
