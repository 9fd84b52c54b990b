import type { Candidate } from './fuse-ranks.ts'

/** How near is near enough. Found with the questions of tests/documents/gold, some of which no document answers. */
export interface SimilarityFloor {
  /** Of the question, in one passage: enough without anything else. */
  coverage: number
  /** Cosine: enough without a word in common. */
  similarity: number
  /** Both at once are enough when each reaches this much of its own. */
  together: number
}

export const SIMILARITY_FLOOR: SimilarityFloor = { coverage: 0.5, similarity: 0.5, together: 0.6 }

export function isSimilarEnough({ coverage, similarity }: Candidate, floor: SimilarityFloor): boolean {
  if (coverage >= floor.coverage || similarity >= floor.similarity) return true
  return coverage >= floor.together * floor.coverage && similarity >= floor.together * floor.similarity
}
