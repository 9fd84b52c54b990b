import type { Credentials } from '@coco/core/cortex/credentials'
import type { FoundPassages } from '@coco/shared/document-views'
import type { TenantId } from '@coco/shared/ids'
import type { Doors, TenantTx } from '../../../store/doors.ts'
import type { By } from '../by.ts'
import type { RecordReading } from './record-reading.ts'
import { readPassages } from '../retrieval/passage-rows.ts'
import type { RetrieverName, Retrievers } from '../retrieval/retrievers.ts'

export interface WantedPassages {
  query: string
  /** Documents that carry at least one of these; none: all. */
  tags: readonly string[]
  limit: number
}

/**
 * The passages that answer a question best, as the tenant has chosen to find them. What they say is read under the caller's own
 * policies: a hit that they may not see vanishes, whoever gave it.
 * @throws CortexError, SqlError, AppError store_unavailable
 */
export type FindPassages = (by: By, wanted: WantedPassages, signal?: AbortSignal) => Promise<FoundPassages>

export function createFindPassages(deps: {
  inTenant: Doors['inTenant']
  retrievers: Retrievers
  chosen: (tx: TenantTx, tenant: TenantId) => Promise<RetrieverName>
  /** Null when the tenant's key cannot be used. */
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  recordReading: RecordReading
}): FindPassages {
  return async (by, wanted, signal) => {
    const { viewer } = by
    const retriever = deps.retrievers[await deps.inTenant(viewer, (tx) => deps.chosen(tx, viewer.tenant))]
    const credentials = await deps.credentialsOf(viewer.tenant)
    const call = { viewer, credentials, ...(signal === undefined ? {} : { signal }) }
    const { hits, by: way } = await retriever.search(call, wanted)
    const passages = await deps.inTenant(viewer, async (tx) => {
      // Cut here, so that hits which lead nowhere take no place.
      const read = (await readPassages(tx, viewer, hits)).slice(0, wanted.limit)
      await deps.recordReading(tx, by, read)
      return read
    })
    const scores = new Map(hits.map(({ documentId, position, score }) => [`${documentId}/${position}`, score]))
    const found = passages.map((passage) => {
      return { ...passage, score: scores.get(`${passage.documentId}/${passage.position}`) ?? 0 }
    })
    return { passages: found, by: way }
  }
}
