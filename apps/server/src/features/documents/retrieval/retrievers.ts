import type { DocumentSettings } from '@coco/shared/document-views'
import type { Retriever } from './retriever.ts'

export type RetrieverName = DocumentSettings['retriever']

/** Both ways of finding passages. */
export type Retrievers = Readonly<Record<RetrieverName, Retriever>>
