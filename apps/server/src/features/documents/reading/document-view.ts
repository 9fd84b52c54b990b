import { DocumentSummary } from '@coco/shared/document-views'
import type { Insider } from '../../../store/doors.ts'
import type { StoredDocument } from '../document-rows.ts'

/** As the viewer may see it: whether they uploaded it, and not who else did. */
export function toSummary(document: StoredDocument, viewer: Insider): DocumentSummary {
  const { id, title, fileName, mediaType, tags, isPersonal, state, passageCount, characters } = document
  return DocumentSummary.parse({
    id,
    title,
    fileName,
    mediaType,
    tags,
    isPersonal,
    state,
    passageCount,
    characters,
    findings: document.findings,
    uploadedAt: document.createdAt.toISOString(),
    isOwn: document.uploadedBy === viewer.subject,
  })
}
