import type { Reply } from '../reply.ts'
import { between, pick } from '../seeded-random.ts'

const MOST_WORDS = 50_000

/** `write a long answer of 300 words`: exactly as many, in paragraphs. */
export const longAnswer: Reply = ({ prompt, random }) => {
  const asked = /\b(\d{1,6})[ -]words?\b/iu.exec(prompt)?.[1]
  if (asked === undefined && !/\blong (?:answer|story|text|essay|reply)\b|\bessay\b/iu.test(prompt)) return null
  const wordCount = Math.min(asked === undefined ? 600 : Number(asked), MOST_WORDS)
  const paragraphs: string[] = []
  let left = wordCount
  while (left > 0) {
    const words: string[] = []
    const size = Math.min(left, between(random, 60, 100))
    while (words.length < size) words.push(...pick(random, SENTENCES).split(' '))
    paragraphs.push(closed(words.slice(0, size)))
    left -= size
  }
  return paragraphs.join('\n\n')
}

const SENTENCES = [
  'A platform earns trust slowly, by doing the same dull thing correctly every single day.',
  'Data that nobody may read is safe, and data that everybody may read is merely public.',
  'Between those two ends lies the patient work of roles, grants and reviews.',
  'Whoever designs such a system begins with the question of who is asking.',
  'Only then does it make sense to ask what may be answered.',
  'Small pieces, each with one task, are easier to explain than one clever machine.',
  'When something fails, a clear sentence helps more than a long trace.',
  'Good defaults carry most people most of the way, and a few settings carry the rest.',
  'It is worth measuring before improving, because the slow part is rarely where it was expected.',
  'What cannot be undone deserves a second look, and what can be undone deserves a try.',
] as const

/** A paragraph that was cut to its number of words still ends like a sentence. */
function closed(words: string[]): string {
  return words.join(' ').replace(/[,.]?$/u, '.')
}
