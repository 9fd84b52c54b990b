import { conceptOf } from './related-words.ts'
import { stemWord } from './stem-word.ts'
import { COMMON_WORDS, STOP_WORDS } from './stop-words.ts'

/** How much of a text's direction comes from what: a word as such, what it means, and how it is spelt. */
const WORD_WEIGHT = 1
const CONCEPT_WEIGHT = 1.1
const TRIGRAM_WEIGHT = 0.16
/** Each is spread over that many dimensions, so that two which meet in one by chance are not taken for each other. */
const PLACES = 4
/** Words of every office text say little about what this one is about. */
const COMMON_WEIGHT = 0.35
const SHORT_WEIGHT = 0.8
const SHORT_WORD = 3
/** Spelling of shorter words says more about the language than about the word. */
const SHORTEST_SPELT_WORD = 5

/**
 * A vector of unit length under which related texts are near: they share words (stems, in English and German), words of one
 * meaning, or, with little weight, pieces of words, so that a typing mistake is not the end. The same text gives the same
 * vector on every machine. It knows no grammar and no context: a stand-in for a model, no model.
 */
export function embedText(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const features = featuresOf(text)
  // A text without a word has a direction as well, its own: no model gives zeroes, which no angle can be measured to.
  if (features.size === 0) add(features, 'no words', WORD_WEIGHT, 1)
  for (const [feature, { weight, count }] of features) {
    let hash = hashText(feature)
    for (let place = 0; place < PLACES; place += 1) {
      const index = (hash >>> 1) % dimensions
      vector[index] = (vector[index] ?? 0) + (hash & 1 ? weight : -weight) * (1 + Math.log(count))
      hash = mixBits(hash + place + 1)
    }
  }
  return toUnitLength(vector)
}

/** From -1 to 1 for two vectors of unit length and the same number of dimensions. */
export function similarity(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}

interface Feature {
  weight: number
  count: number
}

function featuresOf(text: string): Map<string, Feature> {
  const features = new Map<string, Feature>()
  for (const [word, count] of countWords(text)) {
    const stem = stemWord(word)
    const weight = weightOf(word, stem)
    add(features, `w:${stem}`, WORD_WEIGHT * weight, count)
    const concept = conceptOf(stem)
    if (concept !== null) add(features, `c:${concept}`, CONCEPT_WEIGHT * weight, count)
    if (word.length < SHORTEST_SPELT_WORD) continue
    const spelt = `^${stem}`
    for (let start = 0; start + 3 <= spelt.length; start += 1)
      add(features, `t:${spelt.slice(start, start + 3)}`, TRIGRAM_WEIGHT * weight, count)
  }
  return features
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of foldText(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!STOP_WORDS.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** Small letters without accents, so that "Büro", "BÜRO" and "buro" are one word; ß is ss. */
function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
}

function weightOf(word: string, stem: string): number {
  if (COMMON_WORDS.has(word) || COMMON_WORDS.has(stem)) return COMMON_WEIGHT
  return word.length <= SHORT_WORD ? SHORT_WEIGHT : 1
}

function add(features: Map<string, Feature>, name: string, weight: number, count: number): void {
  const known = features.get(name)
  if (known === undefined) features.set(name, { weight, count })
  else {
    known.weight = Math.max(known.weight, weight)
    known.count += count
  }
}

/** FNV-1a over UTF-16 units, its bits mixed once more so that neighbouring words land far apart. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return mixBits(hash)
}

function mixBits(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(similarity(vector, vector))
  return vector.map((value) => value / length)
}
