import type { Credentials } from '@coco/core/cortex/credentials'
import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors } from '../../../store/doors.ts'
import { uploadProblem } from '../ingest/upload-problem.ts'
import { type DocumentKey, deleteUnfinished, failInterrupted, listUnfinished } from './keeper-rows.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'
import { tryAgain } from './try-again.ts'

/**
 * Takes away what a process that is gone left half-written. One process works on a database, so before anything is served
 * whatever is being written is written by nobody. Text that was read stays with its upload, and can be kept another time.
 */
export function createRecoverDocuments(deps: {
  tenants: () => readonly TenantId[]
  asKeeper: Doors['asKeeper']
  retrievers: Pick<Retrievers, 'cortex_search'>
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  clock: Pick<Clock, 'now' | 'after'>
  closing: AbortSignal
  background: Background
  log: Logger
}): () => Promise<void> {
  const { problem } = uploadProblem('interrupted')

  async function recover(): Promise<void> {
    for (const tenant of deps.tenants()) {
      const left = await deps.asKeeper({ tenant }, async (tx) => {
        const count = await failInterrupted(tx, tenant, problem, new Date(deps.clock.now()))
        const unfinished = await listUnfinished(tx, tenant)
        for (const document of unfinished) {
          if (!document.inCortexSearch) await deleteUnfinished(tx, tenant, document)
        }
        if (count > 0) deps.log.warn({ tenant, count }, 'uploads that were cut by the end of an earlier process')
        return unfinished.filter(({ inCortexSearch }) => inCortexSearch)
      })
      // Snowflake may not be there yet, and the start waits for nobody.
      if (left.length > 0) deps.background.run('taking back passages', () => takeBack(tenant, left))
    }
  }

  async function takeBack(tenant: TenantId, left: readonly DocumentKey[]): Promise<void> {
    const viewer = { tenant, subject: '', permissions: new Set<string>() }
    for (const document of left) {
      try {
        const credentials = await deps.credentialsOf(tenant)
        await deps.retrievers.cortex_search.remove({ viewer, credentials, signal: deps.closing }, document)
      } catch (error) {
        if (deps.closing.aborted) return
        deps.log.warn({ err: error, tenant, documentId: document.id }, 'passages may be left in Cortex Search')
      }
      const remove = () => deps.asKeeper({ tenant }, (tx) => deleteUnfinished(tx, tenant, document))
      await tryAgain(remove, { after: deps.clock.after, signal: deps.closing })
    }
  }

  return recover
}
