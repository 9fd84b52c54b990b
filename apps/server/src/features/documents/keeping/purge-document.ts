import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../../platform/clock.ts'
import { tryAgain } from '../../../platform/try-again.ts'
import { deletePassages, emptierOf } from '../../../store/delete-passages.ts'
import type { Doors } from '../../../store/doors.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'
import { deleteUnfinished, type DocumentKey } from './keeper-rows.ts'

/**
 * Deletes a document that is `leaving`, and so found by nobody: its passages first, in pieces, then its row. What breaks off
 * goes on at the next start. Ends early when the server does.
 */
export type PurgeDocument = (tenant: TenantId, document: DocumentKey) => Promise<void>

export function createPurgeDocument(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  retrievers: Pick<Retrievers, 'coco'>
  after: Clock['after']
  closing: AbortSignal
}): PurgeDocument {
  const { inTenant, asKeeper } = deps.doors
  const patiently = <T>(work: () => Promise<T>) => tryAgain(work, { after: deps.after, signal: deps.closing })

  return async (tenant, document) => {
    await deletePassages(inTenant, tenant, document, patiently)
    await patiently(() => asKeeper({ tenant }, (tx) => deleteUnfinished(tx, tenant, document)))
    // No vector of it is left: only its indexes have to hear of it, which the next start looks at in any case.
    await deps.retrievers.coco.remove({ viewer: emptierOf(tenant), credentials: null }, document).catch(() => {})
  }
}
