import type { QuestionWord } from './question-words.ts'

/** Words of a text, each with the places at which it stands, from 1. */
export type WordPlaces = ReadonlyMap<string, readonly number[]>

/**
 * How close together the words of a question stand in a text, from 0 to 1: of every two that follow each other in the
 * question, one over the distance between them, so that a phrase counts 1 and words of different sentences next to nothing.
 */
export function closestTogether(words: readonly QuestionWord[], places: WordPlaces): number {
  if (words.length < 2) return 0
  let sum = 0
  for (let index = 1; index < words.length; index += 1) {
    const distance = shortestDistance(placesOf(words[index - 1], places), placesOf(words[index], places))
    if (distance !== null) sum += 1 / distance
  }
  return sum / (words.length - 1)
}

function placesOf(word: QuestionWord | undefined, places: WordPlaces): number[] {
  const all = (word?.lexemes ?? []).flatMap((lexeme) => places.get(lexeme) ?? [])
  return [...new Set(all)].sort((a, b) => a - b)
}

/** Between any place of the one and any of the other, at least 1; null when one of them stands nowhere. Both in order. */
function shortestDistance(left: readonly number[], right: readonly number[]): number | null {
  let shortest: number | null = null
  let from = 0
  for (const place of left) {
    while (from + 1 < right.length && (right[from + 1] ?? 0) <= place) from += 1
    for (const other of [right[from], right[from + 1]]) {
      if (other === undefined) continue
      const distance = Math.max(1, Math.abs(other - place))
      if (shortest === null || distance < shortest) shortest = distance
    }
  }
  return shortest
}
