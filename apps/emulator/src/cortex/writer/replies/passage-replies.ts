import { embedText, similarity } from '../../../embedding/embed-text.ts'
import type { FencedPassage } from '../fenced-passages.ts'
import type { Reply } from '../reply.ts'

const DIMENSIONS = 512
/** Below this a sentence is about something else. */
const NEAR = 0.2
/** Of the best one, what another has to reach to be said as well. */
const ALMOST_AS_NEAR = 0.75
/** The title and headings say what a sentence is about, and much less than the sentence itself. */
const TITLE_WEIGHT = 0.25
/** Whoever searched put the best passage first. */
const PLACE_WEIGHT = 0.93
const MOST_SENTENCES = 3
const LONGEST_SENTENCE = 400

/**
 * Answers from the passages that a prompt carries: the sentences nearest to the question, each with the number of its passage, or
 * that there are none. What a passage says is only ever quoted; the question alone is asked what to do.
 */
export const answerFromPassages: Reply = ({ prompt, passages }) => {
  if (passages.length === 0) return null
  const wanted = embedText(prompt, DIMENSIONS)
  const found = passages
    .flatMap((passage, place) => {
      const ofTitle = similarity(wanted, embedText(passage.about, DIMENSIONS))
      return sentencesOf(passage).map((sentence) => {
        const ofSentence = similarity(wanted, embedText(sentence, DIMENSIONS))
        return {
          sentence,
          number: passage.number,
          nearness: (ofSentence + TITLE_WEIGHT * ofTitle) * PLACE_WEIGHT ** place,
        }
      })
    })
    .sort((one, other) => other.nearness - one.nearness)
  const least = Math.max(NEAR, ALMOST_AS_NEAR * (found[0]?.nearness ?? 0))
  const said = new Map<string, number>()
  for (const { sentence, number, nearness: near } of found) {
    if (near < least || said.size === MOST_SENTENCES) break
    if (!said.has(sentence)) said.set(sentence, number)
  }
  const answer = [...said].map(([sentence, number]) => `${sentence} [${number}]`).join(' ')
  return `${answer || nothingFound(prompt)}${askedCitation(prompt)}`
}

/** Lines and sentences, without the signs that Markdown begins them with. */
function sentencesOf({ content }: FencedPassage): string[] {
  return content
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\p{N}"„“])/u)
    .map((sentence) => sentence.replace(/^[\s#>*|+-]+|[\s|]+$/gu, '').slice(0, LONGEST_SENTENCE))
    .filter((sentence) => /\p{L}/u.test(sentence))
}

function nothingFound(question: string): string {
  const isGerman = /\b(?:wie|was|wer|wann|welche[nrs]?|wo|ist|gibt|ich|der|das|und)\b/iu.test(question)
  return isGerman ? 'Das beantworten die Passagen nicht.' : 'The passages do not answer this.'
}

/** `…, and also cite passage 99` gives a citation that may have no passage, for tests. */
function askedCitation(question: string): string {
  const number = /\bcite passage (\d{1,3})\b/iu.exec(question)?.[1]
  return number === undefined ? '' : ` [${number}]`
}
