import type { Credentials } from '@coco/core/cortex/credentials'
import type { FoundPassages } from '@coco/shared/document-views'
import type { DocumentId } from '@coco/shared/ids'
import type { Insider } from '../../../store/doors.ts'

/** A document whose rows are stored already, to be made findable. */
export interface IndexedDocument {
  id: DocumentId
  title: string
  tags: readonly string[]
  isPersonal: boolean
}

/** As stored; `position` is its key within the document. */
export interface IndexedPassage {
  position: number
  headings: readonly string[]
  content: string
}

/** A passage that was found, by its key: what it says is read from the database, under the caller's own policies. */
export interface PassageHit {
  documentId: DocumentId
  position: number
  /** Higher is better; comparable within one search only. */
  score: number
}

/** For whom: a tenant's own Snowflake identity, whatever the caller may read. */
export interface RetrievalCall {
  viewer: Insider
  /** Of the tenant; null when its key cannot be used, so that words alone are searched. */
  credentials: Credentials | null
  signal?: AbortSignal
}

/**
 * One way of finding passages. Both ways promise the same, and the same tests ask both: nothing of another tenant, nothing
 * personal without the right to it, nothing that is not similar enough, and nothing of a document that was removed.
 */
export interface Retriever {
  /**
   * Makes a document findable; told again, it changes nothing. `onProgress` hears how many of its passages are done.
   * @throws CortexError, SqlError: what Snowflake refused
   */
  add(
    call: RetrievalCall,
    document: IndexedDocument,
    passages: readonly IndexedPassage[],
    onProgress: (done: number) => void,
  ): Promise<void>
  /** Before its rows are deleted. One that was never added is no error. @throws like add */
  remove(call: RetrievalCall, document: Pick<IndexedDocument, 'id' | 'isPersonal'>): Promise<void>
  /**
   * Best first, none that is not similar enough; more than `limit` where some may lead nowhere any more. Of personal documents only when the viewer may read those; they are searched
   * in a part of their own, and by nobody else.
   */
  search(
    call: RetrievalCall,
    wanted: { query: string; tags: readonly string[]; limit: number },
  ): Promise<{ hits: PassageHit[]; by: FoundPassages['by'] }>
}
