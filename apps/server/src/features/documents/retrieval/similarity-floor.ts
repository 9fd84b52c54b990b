import type { Candidate } from './fuse-ranks.ts'

/**
 * How near is near enough. Found with the questions of tests/documents/gold, some of which no document answers, and the local
 * Snowflake's embeddings: another model measures other angles, and wants another `similarity`.
 */
export interface SimilarityFloor {
  /** Of the question, in one passage: enough without anything else. */
  coverage: number
  /** Cosine: enough without a word in common. */
  similarity: number
  /** The share of each that is enough when both reach it. */
  together: number
}

export const SIMILARITY_FLOOR: SimilarityFloor = { coverage: 0.38, similarity: 0.22, together: 0.6 }

export function isSimilarEnough({ coverage, similarity }: Candidate, floor: SimilarityFloor): boolean {
  if (coverage >= floor.coverage || similarity >= floor.similarity) return true
  return coverage >= floor.together * floor.coverage && similarity >= floor.together * floor.similarity
}
