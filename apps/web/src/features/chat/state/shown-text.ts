import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import type { Answer } from './answer.ts'

/** No passage was found, so no model was asked: the server's sentence is English, and the page has its own. */
export const isUnfound = ({ sources }: Answer) => sources?.length === 0

/** An answer in the words that stand on the page, to be copied or read out. */
export function shownText(answer: Answer): string {
  if (!isUnfound(answer)) return answer.text
  const { nothingFound, nothingFoundHint } = wordsOf(thread)
  return `${nothingFound}\n\n${nothingFoundHint}`
}
