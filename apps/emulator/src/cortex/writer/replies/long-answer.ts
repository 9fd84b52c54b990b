import type { Reply } from '../reply.ts'
import { between, type Random, shuffled } from '../seeded-random.ts'
import { BEGINNINGS, CLOSINGS, ENDS, MIDDLES, SENTENCES } from './sentences.ts'

const MOST_WORDS = 50_000

/** `write a long answer of 300 words`: exactly as many, in paragraphs of whole sentences, none of them twice. */
export const longAnswer: Reply = ({ prompt, random }) => {
  const asked = /\b(\d{1,6})[ -]words?\b/iu.exec(prompt)?.[1]
  if (asked === undefined && !/\blong (?:answer|story|text|essay|reply)\b|\bessay\b/iu.test(prompt)) return null
  const sentences = sentencesOf(random, Math.min(asked === undefined ? 600 : Number(asked), MOST_WORDS))
  const paragraphs: string[] = []
  while (sentences.length > 0) {
    const size = between(random, 4, 6)
    // One sentence alone is no paragraph.
    paragraphs.push(sentences.splice(0, sentences.length - size < 2 ? size + 1 : size).join(' '))
  }
  return paragraphs.join('\n\n')
}

function sentencesOf(random: Random, wordCount: number): string[] {
  const chosen: string[] = []
  let left = wordCount
  for (const sentence of differentSentences(random)) {
    if (left === 0) break
    const length = sentence.split(' ').length
    // What is too little for the next sentence is exactly enough for a closing one.
    const fitting = length <= left ? sentence : (CLOSINGS[left - 1] ?? sentence)
    chosen.push(fitting)
    left -= Math.min(length, left)
  }
  return chosen
}

/** First those that were thought about, then put-together ones: about 60,000 words before one would come again. */
function* differentSentences(random: Random): Generator<string> {
  yield* shuffled(random, SENTENCES)
  const combinations = BEGINNINGS.length * MIDDLES.length * ENDS.length
  const first = between(random, 0, combinations - 1)
  // Odd, while the number of combinations is a power of two: so every one of them comes exactly once. Each of the three
  // parts is another one from sentence to sentence.
  const step = 2 * between(random, 0, 7) + 1 + 16 * between(random, 1, 15) + 256 * between(random, 1, 15)
  for (let index = 0; index < combinations; index++) yield combination((first + index * step) % combinations)
}

function combination(number: number): string {
  const beginning = BEGINNINGS[number % BEGINNINGS.length]
  const middle = MIDDLES[Math.floor(number / BEGINNINGS.length) % MIDDLES.length]
  return `${beginning} ${middle} ${ENDS[Math.floor(number / (BEGINNINGS.length * MIDDLES.length))]}.`
}
