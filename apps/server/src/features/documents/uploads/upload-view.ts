import { UploadPreview, UploadView } from '@coco/shared/document-views'
import type { Section } from '../../../store/tables/document-tables.ts'
import type { StoredDocument } from '../document-rows.ts'
import type { StoredUpload } from './upload-rows.ts'

/** As many as show how a text was cut. */
const SHOWN_PASSAGES = 20

export function toUploadView(upload: StoredUpload): UploadView {
  const { id, fileName, mediaType, bytes, state, title, tags, isPersonal, findings, problem, documentId } = upload
  return UploadView.parse({
    id,
    fileName,
    mediaType,
    bytes,
    state,
    title,
    tags,
    isPersonal,
    findings,
    progress: { done: upload.passagesDone, total: upload.passagesTotal },
    problem,
    documentId,
    createdAt: upload.createdAt.toISOString(),
  })
}

/** @param same a document with the same content, which the caller may see */
export function toPreview(
  upload: StoredUpload,
  pieces: readonly Section[],
  same: StoredDocument | undefined,
): UploadPreview {
  return UploadPreview.parse({
    upload: toUploadView(upload),
    passages: pieces.slice(0, SHOWN_PASSAGES).map(({ headings, page, text }) => ({ headings, page, content: text })),
    passageCount: upload.passagesTotal,
    characters: upload.characters,
    sameAs: same === undefined ? null : { id: same.id, title: same.title },
  })
}
