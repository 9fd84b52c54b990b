import { embedText } from '@coco/emulator/embed-text'
import { partsFor } from '@coco/server/documents/retrieval/document-parts'
import { fuseRanks } from '@coco/server/documents/retrieval/fuse-ranks'
import type { Retriever } from '@coco/server/documents/retrieval/retriever'
import { searchVectors } from '@coco/server/documents/retrieval/search-vectors'
import { isSimilarEnough, SIMILARITY_FLOOR } from '@coco/server/documents/retrieval/similarity-floor'
import type { Store } from '@coco/server/open-store'
import { DocumentId } from '@coco/shared/ids'
import { EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from './document-search.ts'

const CANDIDATES = 60

/** The half of Coco's retriever that compares vectors, to compare it with the whole. Adds nothing. */
export function createMeaningOnlyRetriever({ doors, vectorIndexes: { exactUpTo } }: Store): Retriever {
  return {
    add: async () => {},
    remove: async () => {},
    async search({ viewer }, { query, tags, limit }) {
      const question = Array.from(embedText(query, EMBEDDING_DIMENSIONS))
      const wanted = { tenant: viewer.tenant, question, model: EMBEDDING_MODEL, tags, limit: CANDIDATES, exactUpTo }
      const found = await doors.inTenant(viewer, (tx) => searchVectors(tx, partsFor(viewer), wanted))
      const hits = fuseRanks([], found)
        .filter((candidate) => isSimilarEnough(candidate, SIMILARITY_FLOOR))
        .slice(0, limit)
        .map(({ documentId, position, score }) => ({ documentId: DocumentId.parse(documentId), position, score }))
      return { hits, by: 'meaning_and_words' }
    },
  }
}
