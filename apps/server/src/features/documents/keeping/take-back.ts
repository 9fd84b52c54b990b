import type { Credentials } from '@coco/core/cortex/credentials'
import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors } from '../../../store/doors.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'
import { deleteUnfinished, listLeaving } from './keeper-rows.ts'
import { tryAgain } from '../../../platform/try-again.ts'

/**
 * Takes passages of documents that were never finished back from a tenant's Cortex Search table, and deletes the documents then.
 * Those whose passages Snowflake keeps stay for the next time: without them nobody would know whose the passages are.
 * Ends early when the server does.
 */
export type TakeBack = (tenant: TenantId) => Promise<void>

export function createTakeBack(deps: {
  asKeeper: Doors['asKeeper']
  retrievers: Pick<Retrievers, 'cortex_search'>
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  after: Clock['after']
  closing: AbortSignal
  log: Logger
}): TakeBack {
  const { asKeeper, retrievers, closing } = deps
  const trying = { after: deps.after, signal: closing }

  return async (tenant) => {
    const viewer = { tenant, subject: '', permissions: new Set<string>() }
    for (const document of await tryAgain(() => asKeeper({ tenant }, (tx) => listLeaving(tx, tenant)), trying)) {
      if (closing.aborted) return
      try {
        const credentials = await deps.credentialsOf(tenant)
        await retrievers.cortex_search.remove({ viewer, credentials, signal: closing }, document)
      } catch (error) {
        if (closing.aborted) return
        deps.log.warn({ err: error, tenant, documentId: document.id }, 'passages of it are still in Cortex Search')
        continue
      }
      await tryAgain(() => asKeeper({ tenant }, (tx) => deleteUnfinished(tx, tenant, document)), trying)
    }
  }
}
