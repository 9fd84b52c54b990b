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

/** BM25 of each text for these words; 0 for a text that has none of them. */
export function scoreWords(words: readonly string[], texts: readonly ReadonlyMap<string, number>[]): number[] {
  const lengths = texts.map((text) => [...text.values()].reduce((sum, count) => sum + count, 0))
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(texts.length, 1)
  const rarities = words.map((word) => {
    const having = texts.filter((text) => text.has(word)).length
    return Math.log(1 + (texts.length - having + 0.5) / (having + 0.5))
  })
  return texts.map((text, at) => {
    const held = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * (lengths[at] ?? 0)) / Math.max(meanLength, 1))
    return words.reduce((sum, word, index) => {
      const count = text.get(word) ?? 0
      return sum + ((rarities[index] ?? 0) * count * (SATURATION + 1)) / (count + held)
    }, 0)
  })
}
