import type { VectorHit } from './search-vectors.ts'
import type { WordHit } from './search-words.ts'

/** A passage that one search or both found, with what each said of it. */
export interface Candidate {
  documentId: string
  position: number
  score: number
  /** 0 where words did not find it. */
  coverage: number
  /** 0 where meaning did not find it. */
  similarity: number
}

/** As the method's authors found it: how much a place further up is worth is damped, so that one list's first does not outweigh both lists' second. */
const DAMPING = 60

/**
 * Two orders made one by reciprocal rank, which asks nothing of the scores behind them: those of words and those of meaning
 * have no common measure. Best first.
 */
export function fuseRanks(words: readonly WordHit[], vectors: readonly VectorHit[]): Candidate[] {
  const candidates = new Map<string, Candidate>()
  const take = ({ documentId, position }: { documentId: string; position: number }): Candidate => {
    const key = `${documentId}/${position}`
    const known = candidates.get(key) ?? { documentId, position, score: 0, coverage: 0, similarity: 0 }
    candidates.set(key, known)
    return known
  }
  words.forEach((hit, index) => {
    const candidate = take(hit)
    candidate.coverage = hit.coverage
    candidate.score += 1 / (DAMPING + index + 1)
  })
  vectors.forEach((hit, index) => {
    const candidate = take(hit)
    candidate.similarity = hit.similarity
    candidate.score += 1 / (DAMPING + index + 1)
  })
  return [...candidates.values()].sort((a, b) => b.score - a.score || b.coverage - a.coverage)
}
