import type { PassageView } from '@coco/shared/document-views'
import type { RecordAudit } from '../../../store/audit-entry.ts'
import type { TenantTx } from '../../../store/doors.ts'
import type { By } from '../by.ts'

/** Records who was shown text of personal documents: ids, no text. Before it is shown, in the transaction that reads it. */
export type RecordReading = (tx: TenantTx, by: By, shown: readonly PassageView[]) => Promise<void>

export function createRecordReading(recordAudit: Pick<RecordAudit, 'inTenant'>): RecordReading {
  return async (tx, by, shown) => {
    const personal = shown.filter(({ isPersonal }) => isPersonal)
    if (personal.length === 0) return
    const documents = [...new Set(personal.map(({ documentId }) => documentId))]
    await recordAudit.inTenant(tx, by.viewer.tenant, {
      action: 'personal_passages_read',
      decision: 'allowed',
      ...by.origin,
      ...(documents.length === 1 ? { subject: documents[0] } : {}),
      details: { documents, passages: personal.length },
    })
  }
}
