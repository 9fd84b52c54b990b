import type { QueryDocumentsInput } from '@coco/shared/document-inputs'
import { ANSWER_PASSAGES } from '@coco/shared/document-limits'
import type { PassageView, QueryAnswer } from '@coco/shared/document-views'
import type { Viewer } from '../../../trpc/viewer.ts'
import { type Caller, byOf } from '../by.ts'
import type { FindPassages } from './find-passages.ts'
import type { CountSearch } from './search-limit.ts'

/**
 * Has a model answer a question from passages, and from nothing else; with none of them no model is asked. `given` is how many
 * of them, from the first, it was given: the rest found no room.
 * @throws AppError
 */
export type AnswerFromPassages = (
  by: { viewer: Viewer; requestId: string; signal?: AbortSignal | undefined },
  asked: { question: string; passages: readonly PassageView[]; model?: string | undefined },
) => Promise<{ answer: string; given: number; unmatched: readonly number[]; model: string }>

/** An answer from the tenant's documents, for programs: whole, not in pieces. */
export type QueryDocuments = (by: Caller, input: QueryDocumentsInput, signal?: AbortSignal) => Promise<QueryAnswer>

export function createQueryDocuments(deps: {
  find: FindPassages
  answer: AnswerFromPassages
  countSearch: CountSearch
}): QueryDocuments {
  return async (by, { query, tags, model }, signal) => {
    const { viewer, source } = by
    deps.countSearch(viewer.tenant)
    const { passages } = await deps.find(byOf(by), { query, tags, limit: ANSWER_PASSAGES }, signal)
    const asked = { question: query, passages, model }
    const {
      answer,
      given,
      unmatched,
      model: asking,
    } = await deps.answer({ viewer, requestId: source.requestId, signal }, asked)
    const sources = passages.slice(0, given).map((found, index) => {
      const { score: _score, ...passage } = found
      return { number: index + 1, documentId: passage.documentId, position: passage.position, passage }
    })
    return {
      answer,
      isFound: passages.length > 0,
      sources,
      unmatchedCitations: [...unmatched],
      isPersonalIncluded: sources.some(({ passage }) => passage.isPersonal),
      model: asking,
    }
  }
}
