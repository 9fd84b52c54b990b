import type { Credentials } from '@coco/core/cortex/credentials'
import type { DocumentId, TenantId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { RecordAudit } from '../../../store/audit-entry.ts'
import type { Doors } from '../../../store/doors.ts'
import type { By } from '../by.ts'
import { deleteDocument, findDocument } from '../document-rows.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'

/**
 * Deletes a document, its passages and whatever finds them. When Snowflake does not take its copy away nothing is deleted:
 * it would lie there, and nobody would know.
 * @throws AppError not_found, also for one that is hidden from the caller; search_failed
 */
export type RemoveDocument = (by: By, id: DocumentId) => Promise<void>

export function createRemoveDocument(deps: {
  inTenant: Doors['inTenant']
  retrievers: Retrievers
  /** Of a document that is still being written; when it is gone as far as it was. */
  stopIndexing: (id: DocumentId) => Promise<void>
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  recordAudit: Pick<RecordAudit, 'inTenant'>
}): RemoveDocument {
  return async (by, id) => {
    const { viewer } = by
    const { tenant } = viewer
    const found = await deps.inTenant(viewer, (tx) => findDocument(tx, viewer, id))
    if (found === undefined) throw noSuchDocument()
    if (found.state === 'indexing') await deps.stopIndexing(id)
    const call = { viewer, credentials: await deps.credentialsOf(tenant) }
    try {
      await deps.retrievers.coco.remove(call, found)
      if (found.inCortexSearch) await deps.retrievers.cortex_search.remove(call, found)
    } catch (error) {
      if (error instanceof AppError) throw error
      const sentence = 'Snowflake did not delete its copy of this document, so it is still here. Please try again.'
      throw new AppError('search_failed', sentence, { cause: error, retryAfterMs: 5_000 })
    }
    await deps.inTenant(viewer, async (tx) => {
      const wasThere = await deleteDocument(tx, viewer, found)
      if (!wasThere && found.state === 'ready') throw noSuchDocument()
      await deps.recordAudit.inTenant(tx, tenant, {
        action: 'document_removed',
        decision: 'allowed',
        ...by.origin,
        subject: id,
        details: { is_personal: found.isPersonal, passages: found.passageCount },
      })
    })
  }
}

/** The same for one that was deleted, is another tenant's, or is personal and hidden. */
export function noSuchDocument(): AppError {
  return new AppError('not_found', 'There is no such document.')
}
