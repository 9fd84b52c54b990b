import { stemWord } from '../embedding/stem-word.ts'
import { STOP_WORDS } from '../embedding/stop-words.ts'

/** The usual constants of BM25: how soon a repeated word stops to count, and how much a long text is held back. */
const SATURATION = 1.2
const LENGTH_WEIGHT = 0.75

/** How often each word of a text comes, words of one stem as one and empty words left out. */
export function countStems(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    if (STOP_WORDS.has(word)) continue
    const stem = stemWord(word)
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  return counts
}

/**
 * BM25 of texts for these words: first each text is taken, then all are scored; 0 is the score of one that has none of them.
 * Only the words that a text has are remembered of it.
 */
export function createWordScores(words: readonly string[]) {
  const places = new Map(words.map((word, index) => [word, index]))
  const having = words.map(() => 0)
  const texts: { length: number; found: readonly (readonly [word: number, count: number])[] }[] = []
  let length = 0

  function take(text: ReadonlyMap<string, number>): void {
    const found: (readonly [number, number])[] = []
    let own = 0
    for (const [word, count] of text) {
      own += count
      const place = places.get(word)
      if (place === undefined) continue
      found.push([place, count])
      having[place] = (having[place] ?? 0) + 1
    }
    length += own
    texts.push({ length: own, found })
  }

  function score(): number[] {
    const meanLength = length / Math.max(texts.length, 1)
    const rarities = having.map((count) => Math.log(1 + (texts.length - count + 0.5) / (count + 0.5)))
    return texts.map((text) => {
      const held = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * text.length) / Math.max(meanLength, 1))
      return text.found.reduce(
        (sum, [word, count]) => sum + ((rarities[word] ?? 0) * count * (SATURATION + 1)) / (count + held),
        0,
      )
    })
  }

  return { take, score }
}
