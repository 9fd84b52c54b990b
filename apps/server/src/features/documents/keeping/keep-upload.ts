import type { UploadView } from '@coco/shared/document-views'
import type { IngestDocumentInput } from '@coco/shared/document-inputs'
import { DocumentId, type TenantId, type UploadId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { Doors, TenantTx } from '../../../store/doors.ts'
import { lockUntilCommit } from '../../../store/lock-until-commit.ts'
import type { By } from '../by.ts'
import { findSame, insertDocument } from '../document-rows.ts'
import type { IndexDocument } from './index-document.ts'
import { sizeOf } from './keeper-rows.ts'
import type { RetrieverName } from '../retrieval/retrievers.ts'
import { changeUpload, findUpload, readPieces, type StoredUpload } from '../uploads/upload-rows.ts'
import { noSuchUpload } from '../uploads/uploads.ts'
import { toUploadView } from '../uploads/upload-view.ts'

export interface KeepUpload {
  /**
   * Makes a document of what was uploaded and looked at. Answers at once; `ended` is when it is ready, or has failed. One
   * that is being kept, or was, stays as it is, and of the same content there is no second document.
   * @throws AppError not_found, invalid_input
   */
  (by: By, input: IngestDocumentInput): Promise<{ upload: UploadView; ended: Promise<void>; isNew: boolean }>
}

export function createKeepUpload(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  index: IndexDocument
  /** With which retriever the tenant finds what is kept from here on. */
  chosen: (tx: TenantTx, tenant: TenantId) => Promise<RetrieverName>
  max: { documentsPerTenant: number; passagesPerTenant: number }
  newId: () => string
  now: () => number
}): KeepUpload {
  return async function keep(by, input) {
    const { viewer } = by
    const size = await deps.doors.asKeeper({ tenant: viewer.tenant }, (tx) => sizeOf(tx, viewer.tenant))
    const { upload, finds } = await deps.doors.inTenant(viewer, (tx) => begin(tx, by, input, size))
    if (finds === null) {
      return { upload: toUploadView(upload), ended: deps.index.whenEnded(upload.id), isNew: false }
    }
    const ended = deps.index.start(by, upload, finds)
    return { upload: toUploadView(upload), ended, isNew: true }
  }

  async function begin(
    tx: TenantTx,
    { viewer }: By,
    input: IngestDocumentInput,
    size: { documents: number; passages: number },
  ): Promise<{ upload: StoredUpload; finds: RetrieverName | null }> {
    // Two tabs that keep the same file make one document of it.
    await lockUntilCommit(tx, `documents of ${viewer.tenant}`)
    const upload = await findUpload(tx, viewer, input.uploadId)
    if (upload === undefined) throw noSuchUpload()
    if (upload.state === 'indexing' || upload.state === 'done') return { upload, finds: null }
    const at = new Date(deps.now())
    const same = await findSame(tx, viewer, upload.sha256)
    if (same !== undefined) return { upload: await pointTo(tx, viewer, upload.id, same.id, at), finds: null }
    if ((await readPieces(tx, viewer, upload.id)) === null) {
      throw new AppError('invalid_input', 'There is no text of this file. Upload it again.')
    }
    if (isFull(size, upload)) return { upload: await refuse(tx, viewer, upload.id, at), finds: null }

    const finds = await deps.chosen(tx, viewer.tenant)
    const id = DocumentId.parse(deps.newId())
    const isPersonal = input.isPersonal || upload.findings.length > 0
    const { fileName, mediaType, sha256, characters, findings } = upload
    await insertDocument(tx, viewer, {
      id,
      isPersonal,
      title: input.title,
      fileName,
      mediaType,
      tags: input.tags,
      sha256,
      characters,
      passageCount: upload.passagesTotal,
      findings,
      state: 'indexing',
      // Said before anything is there, so that whatever is there is deleted with it.
      inCortexSearch: finds === 'cortex_search',
      uploadedBy: viewer.subject,
      createdAt: at,
    })
    const set = { state: 'indexing', title: input.title, tags: input.tags, isPersonal, problem: null } as const
    const changed = await changeUpload(tx, viewer, upload.id, {
      ...set,
      documentId: id,
      passagesDone: 0,
      updatedAt: at,
    })
    if (changed === undefined) throw noSuchUpload()
    return { upload: changed, finds }
  }

  async function pointTo(tx: TenantTx, viewer: By['viewer'], id: UploadId, documentId: DocumentId, at: Date) {
    const set = { state: 'done', documentId, sections: null, problem: null, updatedAt: at } as const
    const changed = await changeUpload(tx, viewer, id, set)
    if (changed === undefined) throw noSuchUpload()
    return changed
  }

  function isFull({ documents, passages }: { documents: number; passages: number }, upload: StoredUpload): boolean {
    const { documentsPerTenant, passagesPerTenant } = deps.max
    return documents >= documentsPerTenant || passages + upload.passagesTotal > passagesPerTenant
  }

  /** Its text stays: once something was deleted it can be kept. */
  async function refuse(tx: TenantTx, viewer: By['viewer'], id: UploadId, at: Date) {
    const { documentsPerTenant, passagesPerTenant } = deps.max
    const message = `Your tenant keeps as much as it may: ${documentsPerTenant} documents or ${passagesPerTenant} passages. Delete some first.`
    const problem = { code: 'store_full', message, isFinal: false } as const
    const changed = await changeUpload(tx, viewer, id, { state: 'failed', problem, updatedAt: at })
    if (changed === undefined) throw noSuchUpload()
    return changed
  }
}
