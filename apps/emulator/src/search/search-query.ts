import type { FastifyReply } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { assumptions } from '../assumptions.ts'
import { type CallContext, refuse } from '../cortex/call-context.ts'
import type { CortexDeps } from '../cortex/cortex-deps.ts'
import { chooseFault } from '../cortex/faults/choose-fault.ts'
import type { FaultRules } from '../cortex/faults/fault-rules.ts'
import { numberSetting, strikesAt } from '../cortex/faults/parse-fault.ts'
import { REPLY_FAULTS } from '../cortex/faults/reply-faults.ts'
import { readJsonObject } from '../cortex/read-json-object.ts'
import { accountNotEntitled, badRequest, invalidPayload, type Refusal } from '../cortex/refusal.ts'
import { embeddingDimensions } from '../rbac/model-catalog.ts'
import { displayPath } from '../sql/resolve-name.ts'
import { isSemiStructured, type Row } from '../tables/value.ts'
import { rankRows, type RankedRow } from './rank-rows.ts'
import type { OpenService } from './search-access.ts'
import { compileFilter, FilterError } from './search-filter.ts'
import { readServicePath } from './service-path.ts'

/** Body of a query (snowflake docs: query-cortex-search-service). A field that is not known here is refused. */
const SearchQuery = z.strictObject({
  query: z.string().min(1).max(assumptions.searchLongestQuery.value),
  columns: z.array(z.string()).max(100).nullish(),
  filter: z.record(z.string(), z.unknown()).nullish(),
  limit: z.int().min(1).max(1_000).default(10),
  scoring_config: z.strictObject({ reranker: z.literal('none') }).nullish(),
})
type SearchQuery = z.infer<typeof SearchQuery>

/** `POST /api/v2/databases/{db}/schemas/{schema}/cortex-search-services/{name}:query` */
export function createSearchQuery(needs: Pick<CortexDeps, 'search' | 'trial'> & { faults: FaultRules }) {
  return async function answer(reply: FastifyReply, bytes: Buffer, context: CallContext): Promise<unknown> {
    const { caller, requestId, departed, recording } = context
    const body = readJsonObject(bytes)
    if (body === null) return refuse(reply, invalidPayload, requestId)
    recording.bodyRead(body, bytes.length)

    const chosen = chooseFault(needs.faults, context, { endpoint: 'search', model: null, stream: false })
    if (!chosen.ok) return refuse(reply, chosen.refusal, requestId)
    const { fault } = chosen
    if (fault && strikesAt(fault, 'delay')) await sleep(numberSetting(fault, 'ms'), undefined, { signal: departed })
    if (fault && strikesAt(fault, 'reply')) return REPLY_FAULTS[fault.name](reply, fault, requestId)

    if (needs.trial) return refuse(reply, accountNotEntitled, requestId)
    const path = readServicePath(reply.request.params)
    const opened = path === null ? 'missing' : needs.search.open(caller, path)
    if (opened === 'missing') return refuse(reply, missingService(path), requestId)
    if (opened === 'broken') return refuse(reply, BROKEN, requestId)

    const query = SearchQuery.safeParse(body)
    if (!query.success) return refuse(reply, badRequest(problemOf(query.error)), requestId)
    try {
      const results = await search(opened, query.data, departed)
      return reply.send({ results, request_id: requestId })
    } catch (error) {
      if (error instanceof FilterError) return refuse(reply, badRequest(`invalid filter: ${error.message}`), requestId)
      throw error
    }
  }
}

/** @throws FilterError for a filter or a list of columns that the service cannot honour */
async function search({ service, columns, rows }: OpenService, query: SearchQuery, signal: AbortSignal) {
  const { attributes, primaryKey, searchColumn, embeddingModel } = service
  const wanted = (query.columns?.length ? query.columns : [searchColumn]).map((name) => selectedName(service, name))
  const { filter } = query
  const passes =
    filter && Object.keys(filter).length > 0
      ? compileFilter(filter, { all: columns, attributes, primaryKey })
      : () => true
  const ranked = await rankRows(rows, {
    query: query.query,
    column: columns.findIndex(({ name }) => name === searchColumn),
    dimensions: embeddingDimensions(embeddingModel),
    passes,
    signal,
  })
  return ranked.slice(0, query.limit).map((found) => toResult(found, wanted, columns))
}

function toResult(
  { row, cosineSimilarity, textMatch }: RankedRow,
  wanted: readonly string[],
  columns: OpenService['columns'],
) {
  return {
    ...Object.fromEntries(wanted.map((name) => [name, valueOf(row, name, columns)])),
    '@scores': { cosine_similarity: cosineSimilarity, text_match: textMatch },
  }
}

function valueOf(row: Row, name: string, columns: OpenService['columns']): unknown {
  const index = columns.findIndex((column) => column.name === name)
  const [cell, column] = [row[index] ?? null, columns[index]]
  return cell !== null && column && isSemiStructured(column.type) ? (JSON.parse(cell) as unknown) : cell
}

function selectedName({ source }: OpenService['service'], name: string): string {
  const known = [name, name.toUpperCase()].find((candidate) => source.columns.includes(candidate))
  if (known === undefined)
    throw new FilterError(`column ${name.slice(0, 64)} is not in the source query of the service`)
  return known
}

/** Says nothing but the name that was asked for, so that it cannot tell what exists. */
function missingService(path: readonly string[] | null): Refusal {
  const name = path ? displayPath(path).slice(0, 256) : 'of this name'
  const message = `Cortex search service '${name}' does not exist or not authorized.`
  return { ...assumptions.searchServiceMissing.value, message }
}

const BROKEN: Refusal = {
  ...assumptions.searchOwnerLost.value,
  message: 'The Cortex search service cannot read its source: the table is gone, or its owner lost the privilege.',
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues
  const named =
    issue?.code === 'unrecognized_keys' ? issue.keys.join(', ').slice(0, 128) : (issue?.path ?? []).join('.')
  return `input schema validation error: [${named}: ${issue?.message ?? 'invalid'}]`
}
