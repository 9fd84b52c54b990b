import { FILLER_WORDS } from './filler-words.ts'
import { SIMILARITY_FLOOR } from './similarity-floor.ts'

/**
 * Whether something that a search service gave is near enough to the question: a service always gives its nearest rows, also to
 * a question that none of them answers. Its `@scores` have the cosine of the two, which has to reach the floor of Coco's own
 * search; a little less is enough with half of the question's words. A service that tells no scores is judged by words alone.
 */
export function isNearEnough(question: string, result: Readonly<Record<string, unknown>>): boolean {
  const cosine = cosineOf(result)
  if (cosine !== null && cosine >= SIMILARITY_FLOOR.similarity) return true
  if (cosine !== null && cosine < SIMILARITY_FLOOR.together * SIMILARITY_FLOOR.similarity) return false
  const text = typeof result.CONTENT === 'string' ? result.CONTENT : ''
  return shareOfWords(question, text) >= ENOUGH_WORDS
}

const ENOUGH_WORDS = 0.5
/** Words that begin alike count as one: deploy, deployment. */
const STEM_LENGTH = 5
/** Shorter words say how something is asked. */
const SHORTEST_WORD = 3

function cosineOf({ '@scores': scores }: Readonly<Record<string, unknown>>): number | null {
  const cosine = typeof scores === 'object' && scores !== null ? Reflect.get(scores, 'cosine_similarity') : undefined
  return typeof cosine === 'number' && Number.isFinite(cosine) ? cosine : null
}

function shareOfWords(question: string, text: string): number {
  const asked = stemsOf(question)
  if (asked.size === 0) return 0
  const said = stemsOf(text)
  return [...asked].filter((stem) => said.has(stem)).length / asked.size
}

function stemsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = words.filter((word) => word.length >= SHORTEST_WORD && !FILLER_WORDS.has(word))
  return new Set(telling.map((word) => word.slice(0, STEM_LENGTH)))
}
