import type { Credentials } from '@coco/core/cortex/credentials'
import type { DocumentId, TenantId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { RecordAudit } from '../../../store/audit-entry.ts'
import type { Doors, Insider } from '../../../store/doors.ts'
import type { By } from '../by.ts'
import { findDocument, type StoredDocument } from '../document-rows.ts'
import type { Retrievers } from '../retrieval/retrievers.ts'
import { leave } from './keeper-rows.ts'
import type { PurgeDocument } from './purge-document.ts'

/**
 * Deletes a document, its passages and whatever finds them. When Snowflake does not take its copy away nothing is deleted: it
 * would lie there, and nobody would know. Who was told so may have ours deleted all the same, which the record then says.
 * @throws AppError not_found, also for one that is hidden from the caller; search_failed
 */
export type RemoveDocument = (
  by: By,
  wanted: { documentId: DocumentId; forgetsCopy?: boolean | undefined },
) => Promise<void>

export function createRemoveDocument(deps: {
  inTenant: Doors['inTenant']
  asKeeper: Doors['asKeeper']
  retrievers: Pick<Retrievers, 'cortex_search'>
  purge: PurgeDocument
  /** Of a document that is being written, wherever: when nothing is written any more. */
  stopWriting: (id: DocumentId) => Promise<void>
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  /** What Snowflake did not delete, as the caller may hear it. */
  copyFailure: (error: unknown, viewer: Insider) => AppError
  recordAudit: Pick<RecordAudit, 'inTenant'>
}): RemoveDocument {
  /** Whose copy Snowflake has refused to delete. */
  const refused = new Set<DocumentId>()

  return async (by, { documentId, forgetsCopy = false }) => {
    const { viewer } = by
    const read = () => deps.inTenant(viewer, (tx) => findDocument(tx, viewer, documentId))
    const found = await read()
    if (found === undefined) throw noSuchDocument()
    await deps.stopWriting(documentId)
    for (;;) {
      const now = await read()
      if (now === undefined) {
        if (found.state === 'ready') throw noSuchDocument()
        // It went with the work that was stopped.
        return deps.inTenant(viewer, (tx) => record(tx, by, found, false))
      }
      const leavesCopy = !(await removeFromRetrievers(viewer, now, forgetsCopy))
      const hasLeft = await deps.asKeeper({ tenant: viewer.tenant }, async (tx) => {
        if (!(await leave(tx, viewer.tenant, now))) return false
        await record(tx, by, now, leavesCopy)
        return true
      })
      refused.delete(documentId)
      // If not: somebody was faster, or it has just been brought into Cortex Search.
      if (!hasLeft) continue
      // It is nobody's to see any more. A large one goes in many pieces, the rest of which the next start deletes if need be.
      return deps.purge(viewer.tenant, now)
    }
  }

  /** @returns false when its copy stays in Snowflake */
  async function removeFromRetrievers(viewer: Insider, document: StoredDocument, forgetsCopy: boolean) {
    const call = { viewer, credentials: await deps.credentialsOf(viewer.tenant) }
    try {
      // Ours hang on the document's row, and go with it: what Snowflake refuses leaves it found as before.
      if (document.inCortexSearch) await deps.retrievers.cortex_search.remove(call, document)
      return true
    } catch (error) {
      if (error instanceof AppError) throw error
      if (forgetsCopy && refused.has(document.id)) return false
      refused.add(document.id)
      throw deps.copyFailure(error, viewer)
    }
  }

  async function record(
    tx: Parameters<RecordAudit['inTenant']>[0],
    by: By,
    document: StoredDocument,
    leavesCopy: boolean,
  ) {
    await deps.recordAudit.inTenant(tx, by.viewer.tenant, {
      action: 'document_removed',
      decision: 'allowed',
      ...by.origin,
      subject: document.id,
      details: {
        is_personal: document.isPersonal,
        passages: document.passageCount,
        ...(leavesCopy ? { copy_left_in_snowflake: true } : {}),
      },
    })
  }
}

/** The same for one that was deleted, is another tenant's, or is personal and hidden. */
export function noSuchDocument(): AppError {
  return new AppError('not_found', 'There is no such document.')
}
