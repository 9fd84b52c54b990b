import type { Credentials } from '@coco/core/cortex/credentials'
import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors } from '../../../store/doors.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'
import { type DocumentKey, listLeaving } from './keeper-rows.ts'
import type { PurgeDocument } from './purge-document.ts'
import { tryAgain } from '../../../platform/try-again.ts'

/**
 * Deletes what is left of a tenant's documents that are `leaving`, and before that takes their passages back from Cortex Search.
 * Those whose passages Snowflake keeps stay for the next time: without them nobody would know whose the passages are.
 * Whoever calls while it works waits for the same. Ends early when the server does.
 */
export type TakeBack = (tenant: TenantId) => Promise<void>

export function createTakeBack(deps: {
  asKeeper: Doors['asKeeper']
  retrievers: Pick<Retrievers, 'cortex_search'>
  purge: PurgeDocument
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  after: Clock['after']
  closing: AbortSignal
  log: Logger
}): TakeBack {
  const { asKeeper, retrievers, closing } = deps
  const working = new Map<TenantId, Promise<void>>()

  async function takeAll(tenant: TenantId): Promise<void> {
    const list = () => asKeeper({ tenant }, (tx) => listLeaving(tx, tenant))
    for (const document of await tryAgain(list, { after: deps.after, signal: closing })) {
      if (closing.aborted) return
      try {
        if (document.inCortexSearch) await takeOut(tenant, document)
        await deps.purge(tenant, document)
      } catch (error) {
        if (closing.aborted) return
        deps.log.warn(
          { err: error, tenant, documentId: document.id },
          'a document that was not finished is still there',
        )
      }
    }
  }

  async function takeOut(tenant: TenantId, document: DocumentKey): Promise<void> {
    const viewer = { tenant, subject: '', permissions: new Set<string>() }
    const credentials = await deps.credentialsOf(tenant)
    await retrievers.cortex_search.remove({ viewer, credentials, signal: closing }, document)
  }

  return (tenant) => {
    const now = working.get(tenant)
    if (now !== undefined) return now
    const work = takeAll(tenant).finally(() => working.delete(tenant))
    working.set(tenant, work)
    return work
  }
}
