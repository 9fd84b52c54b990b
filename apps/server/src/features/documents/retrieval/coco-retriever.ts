import type { DocumentId, TenantId } from '@coco/shared/ids'
import { and, eq } from 'drizzle-orm'
import type { Clock } from '../../../platform/clock.ts'
import type { Doors, Insider } from '../../../store/doors.ts'
import { addVectors, type VectorMaker } from './add-vectors.ts'
import { partsFor, PERSONAL_PART, PLAIN_PART } from './document-parts.ts'
import { fuseRanks } from './fuse-ranks.ts'
import { questionWords } from './question-words.ts'
import { rerank } from './rerank.ts'
import type { RetrievalCall, Retriever } from './retriever.ts'
import type { NoteWithoutMeaning } from './without-meaning.ts'
import { searchVectors } from './search-vectors.ts'
import { searchWords } from './search-words.ts'
import { isSimilarEnough, SIMILARITY_FLOOR, type SimilarityFloor } from './similarity-floor.ts'

export interface CocoRetrieverDeps {
  inTenant: Doors['inTenant']
  /** Of the store. */
  vectors: { isAvailable: boolean }
  vectorIndexes: {
    /** Passages of a part that are compared one by one; Infinity: always. */
    exactUpTo: number
    /** A part has grown or become smaller: whatever follows from it happens in the background. */
    keep: (tenant: TenantId, isPersonal: boolean) => void
  }
  maker: VectorMaker
  /** Whether the tenant wants what was found put in order once more. */
  reranks: (viewer: Insider) => Promise<boolean>
  floor?: SimilarityFloor
  /** Left out: nobody is told. */
  noteWithoutMeaning?: NoteWithoutMeaning
  after: Clock['after']
}

/** Passages that each search gives at most, before the two are made one. */
const CANDIDATES = 60
/** Whoever asks waits for words alone rather than for a model that does not answer. */
const EMBED_QUESTION_MS = 5_000

/**
 * Finds passages in Coco's own database: by words and, where it has pgvector, by meaning, the two fused by rank. Meaning
 * needs the tenant's embedding model; without it (refused, too much asked of it, down) words alone are searched.
 */
export function createCocoRetriever(deps: CocoRetrieverDeps): Retriever {
  const { inTenant, maker, vectors, vectorIndexes, after } = deps
  const floor = deps.floor ?? SIMILARITY_FLOOR

  const add: Retriever['add'] = async (call, document, passages, onProgress) => {
    // Its words were stored with the passages.
    if (!vectors.isAvailable || call.credentials === null) return onProgress(passages.length)
    await addVectors({ inTenant, maker, after }, call, document, passages, onProgress)
    vectorIndexes.keep(call.viewer.tenant, document.isPersonal)
  }

  const remove: Retriever['remove'] = async ({ viewer }, document) => {
    if (!vectors.isAvailable) return
    const { vectors: table } = document.isPersonal ? PERSONAL_PART : PLAIN_PART
    const ofDocument = and(eq(table.tenantId, viewer.tenant), eq(table.documentId, document.id))
    await inTenant(viewer, (tx) => tx.delete(table).where(ofDocument))
    vectorIndexes.keep(viewer.tenant, document.isPersonal)
  }

  const search: Retriever['search'] = async (call, { query, tags, limit }) => {
    const { viewer } = call
    const { tenant } = viewer
    const parts = partsFor(viewer)
    const question = await embedQuestion(call, query)
    const reranks = await deps.reranks(viewer)
    const wanted = { tenant, tags, limit: CANDIDATES }
    const found = await inTenant(viewer, async (tx) => {
      const words = await questionWords(tx, query)
      const byWords = await searchWords(tx, parts, { ...wanted, words })
      const byVectors =
        question === null
          ? []
          : await searchVectors(tx, parts, {
              ...wanted,
              question,
              model: maker.model,
              exactUpTo: vectorIndexes.exactUpTo,
            })
      const candidates = fuseRanks(byWords, byVectors).filter((candidate) => isSimilarEnough(candidate, floor))
      return reranks ? rerank(tx, parts, { tenant, words, candidates }) : candidates
    })
    const hits = found.slice(0, limit).map(({ documentId, position, score }) => {
      return { documentId: documentId as DocumentId, position, score }
    })
    return { hits, by: question === null ? 'words' : 'meaning_and_words' }
  }

  /** Null: it cannot be had. */
  async function embedQuestion(call: RetrievalCall, query: string): Promise<readonly number[] | null> {
    if (!vectors.isAvailable || call.credentials === null) return null
    const late = AbortSignal.timeout(EMBED_QUESTION_MS)
    const signal = call.signal === undefined ? late : AbortSignal.any([call.signal, late])
    try {
      const [vector] = await maker.embed({ ...call, signal }, [query])
      return vector === undefined ? null : Array.from(vector)
    } catch (error) {
      // Whatever it was: words find without it. Whoever asked may have gone, though.
      call.signal?.throwIfAborted()
      deps.noteWithoutMeaning?.(call.viewer.tenant, error)
      return null
    }
  }

  return { add, remove, search }
}
