import type { FoundPassages, PassageView } from '@coco/shared/document-views'
import type { DocumentId } from '@coco/shared/ids'
import type { CallSource } from '../../../trpc/call-source.ts'
import type { Viewer } from '../../../trpc/viewer.ts'

/** Where a passage is. */
export interface PassageKey {
  documentId: DocumentId
  position: number
}

/** What answers need of documents: both under the viewer's own rights, as they are at this moment. */
export interface PassageFinding {
  /** Best first; none when nothing is similar enough. */
  find(
    by: { viewer: Viewer; source: CallSource },
    wanted: { query: string; tags: readonly string[]; limit: number },
    signal: AbortSignal,
  ): Promise<Pick<FoundPassages, 'passages'>>
  /** Those that are there and may be read, in the order of their keys. */
  read(viewer: Viewer, keys: readonly PassageKey[]): Promise<PassageView[]>
}
