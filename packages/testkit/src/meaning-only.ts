import { partsFor } from '@coco/server/documents/retrieval/document-parts'
import { fuseRanks } from '@coco/server/documents/retrieval/fuse-ranks'
import type { Retriever } from '@coco/server/documents/retrieval/retriever'
import { searchVectors } from '@coco/server/documents/retrieval/search-vectors'
import { isSimilarEnough, SIMILARITY_FLOOR } from '@coco/server/documents/retrieval/similarity-floor'
import { DocumentId } from '@coco/shared/ids'
import type { Doors } from './doors.ts'

/** The half of Coco's retriever that compares vectors, for comparing it with the whole. */
export function meaningOnly(deps: {
  inTenant: Doors['inTenant']
  model: string
  embed: (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>
}): Retriever['search'] {
  return async ({ viewer }, { query, tags, limit }) => {
    const [vector = []] = await deps.embed([query])
    const wanted = { tenant: viewer.tenant, question: Array.from(vector), model: deps.model, tags, limit: 60 }
    const found = await deps.inTenant(viewer, (tx) => searchVectors(tx, partsFor(viewer), wanted))
    const hits = fuseRanks([], found)
      .filter((candidate) => isSimilarEnough(candidate, SIMILARITY_FLOOR))
      .slice(0, limit)
      .map(({ documentId, position, score }) => ({ documentId: DocumentId.parse(documentId), position, score }))
    return { hits, by: 'meaning_and_words' }
  }
}
