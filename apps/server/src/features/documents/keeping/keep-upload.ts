import type { Finding, UploadProblem, UploadView } from '@coco/shared/document-views'
import type { IngestDocumentInput } from '@coco/shared/document-inputs'
import { DocumentId, type TenantId, type UploadId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { Doors, TenantTx } from '../../../store/doors.ts'
import { lockUntilCommit } from '../../../store/lock-until-commit.ts'
import type { By } from '../by.ts'
import { insertDocument, listSame } from '../document-rows.ts'
import { createFairTurns, type FairTurns } from '../ingest/fair-turns.ts'
import type { IndexDocument } from './index-document.ts'
import { type PartSize, sizesOf } from './keeper-rows.ts'
import type { RetrieverName } from '../retrieval/retrievers.ts'
import { changeUpload, findUpload, readPieces, type StoredUpload } from '../uploads/upload-rows.ts'
import { noSuchUpload } from '../uploads/uploads.ts'
import { toUploadView } from '../uploads/upload-view.ts'

export interface KeepUpload {
  /**
   * Makes a document of what was uploaded and looked at. Answers at once; `ended` is when it is ready, or has failed. One
   * that is being kept, or was, stays as it is. Of the same content there is no second document that the caller sees: while
   * one is being written this waits for its end, and what is personal takes the place of one that everybody reads.
   * @throws AppError not_found, invalid_input; search_failed when that one could not be taken away
   */
  (by: By, input: IngestDocumentInput): Promise<{ upload: UploadView; ended: Promise<void>; isNew: boolean }>
}

/** What has come of it, or what has to happen before it is tried again. */
type Begun =
  | { upload: StoredUpload; finds: RetrieverName | null }
  | { waitFor: Promise<void> }
  | { instead: DocumentId }

interface Limits {
  documentsPerTenant: number
  passagesPerTenant: number
}

export function createKeepUpload(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  index: Pick<IndexDocument, 'start' | 'whenEnded' | 'documentEnded'>
  remove: (by: By, id: DocumentId) => Promise<void>
  /** With which retriever the tenant finds what is kept from here on. */
  chosen: (tx: TenantTx, tenant: TenantId) => Promise<RetrieverName>
  /** Of each part. */
  max: Limits
  newId: () => string
  now: () => number
}): KeepUpload {
  const turns = new Map<TenantId, FairTurns>()

  function inTurn<T>(tenant: TenantId, work: () => Promise<T>): Promise<T> {
    const ofTenant = turns.get(tenant) ?? createFairTurns(1)
    turns.set(tenant, ofTenant)
    return ofTenant(tenant, undefined, work)
  }

  return async function keep(by, input) {
    const { viewer } = by
    const { detectPersonalData } = await import('../ingest/detect-personal-data.ts')
    const named = detectPersonalData([input.title, ...input.tags].join('\n\n'))
    for (;;) {
      // Nobody else's comes between the counting and what it allows.
      const begun = await inTurn(viewer.tenant, async () => {
        const sizes = await deps.doors.asKeeper({ tenant: viewer.tenant }, (tx) => sizesOf(tx, viewer.tenant))
        return deps.doors.inTenant(viewer, (tx) => begin(tx, by, { ...input, named }, sizes))
      })
      if ('waitFor' in begun) await begun.waitFor
      else if ('instead' in begun) await deps.remove(by, begun.instead).catch(unlessGone)
      else if (begun.finds === null) {
        return { upload: toUploadView(begun.upload), ended: deps.index.whenEnded(begun.upload.id), isNew: false }
      } else {
        const ended = deps.index.start(by, begun.upload, begun.finds)
        return { upload: toUploadView(begun.upload), ended, isNew: true }
      }
    }
  }

  async function begin(
    tx: TenantTx,
    { viewer }: By,
    input: IngestDocumentInput & { named: readonly Finding[] },
    sizes: { plain: PartSize; personal: PartSize },
  ): Promise<Begun> {
    // Two tabs that keep the same file make one document of it.
    await lockUntilCommit(tx, `documents of ${viewer.tenant}`)
    const upload = await findUpload(tx, viewer, input.uploadId)
    if (upload === undefined) throw noSuchUpload()
    if (upload.state === 'indexing' || upload.state === 'done') return { upload, finds: null }
    const at = new Date(deps.now())
    const findings = [...upload.findings, ...input.named.filter(({ kind }) => !isAmong(upload.findings, kind))]
    const isPersonal = input.isPersonal || findings.length > 0
    for (const same of await listSame(tx, viewer, upload.sha256)) {
      // It may still fail. Nobody writes one that is neither ready nor under way: it is as good as gone.
      const waitFor = same.state === 'ready' ? null : deps.index.documentEnded(same.id)
      if (waitFor !== null) return { waitFor }
      if (same.state !== 'ready') continue
      if (same.isPersonal || !isPersonal) {
        return { upload: await pointTo(tx, viewer, upload.id, same.id, at), finds: null }
      }
      if (viewer.permissions.has('delete_documents')) return { instead: same.id }
      return { upload: await refuse(tx, viewer, upload.id, ALREADY_PLAIN, at), finds: null }
    }
    if ((await readPieces(tx, viewer, upload.id)) === null) {
      throw new AppError('invalid_input', 'There is no text of this file. Upload it again.')
    }
    if (isFull(isPersonal ? sizes.personal : sizes.plain, upload)) {
      return { upload: await refuse(tx, viewer, upload.id, storeFull(deps.max), at), finds: null }
    }

    const finds = await deps.chosen(tx, viewer.tenant)
    const id = DocumentId.parse(deps.newId())
    const { fileName, mediaType, sha256, characters } = upload
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
    const { title, tags } = input
    const set = { state: 'indexing', title, tags, isPersonal, findings, problem: null } as const
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

  function isFull({ documents, passages }: PartSize, upload: StoredUpload): boolean {
    const { documentsPerTenant, passagesPerTenant } = deps.max
    return documents >= documentsPerTenant || passages + upload.passagesTotal > passagesPerTenant
  }

  /** Its text stays: once something was deleted it can be kept. */
  async function refuse(tx: TenantTx, viewer: By['viewer'], id: UploadId, problem: UploadProblem, at: Date) {
    const changed = await changeUpload(tx, viewer, id, { state: 'failed', problem, updatedAt: at })
    if (changed === undefined) throw noSuchUpload()
    return changed
  }
}

const ALREADY_PLAIN: UploadProblem = {
  code: 'already_plain',
  message:
    'The same content is here already as a document that everybody of your tenant reads. Whoever may delete documents deletes that one first, or keeps this as personal in its place.',
  isFinal: false,
}

function storeFull({ documentsPerTenant, passagesPerTenant }: Limits): UploadProblem {
  const message = `Your tenant keeps as many documents of this kind as it may: ${documentsPerTenant}, or ${passagesPerTenant} passages. Delete some first.`
  return { code: 'store_full', message, isFinal: false }
}

function isAmong(findings: readonly Finding[], wanted: Finding['kind']): boolean {
  return findings.some(({ kind }) => kind === wanted)
}

/** Somebody was faster. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not_found') throw error
}
