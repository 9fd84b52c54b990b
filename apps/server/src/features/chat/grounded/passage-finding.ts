import type { FoundPassages, PassageView } from '@coco/shared/document-views'
import type { DocumentId } from '@coco/shared/ids'
import type { CallSource } from '../../../trpc/call-source.ts'
import type { Viewer } from '../../../trpc/viewer.ts'

/** Where a passage is. */
export interface PassageKey {
  documentId: DocumentId
  position: number
}

/** Whoever is shown passages, and the call by which they ask. */
export interface Reader {
  viewer: Viewer
  source: CallSource
}

/** What answers need of documents: both under the viewer's own rights, as they are at this moment. */
export interface PassageFinding {
  /** Best first; none when nothing is similar enough. */
  find(
    by: Reader,
    wanted: { query: string; tags: readonly string[]; limit: number },
    signal: AbortSignal,
  ): Promise<Pick<FoundPassages, 'passages'>>
  /** Those that are there and may be read, in the order of their keys; that personal ones were read is recorded. */
  read(by: Reader, keys: readonly PassageKey[]): Promise<PassageView[]>
}
