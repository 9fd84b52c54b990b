import { QUESTION_MAX } from '@coco/shared/document-limits'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'
import type { PlacedAsk, Turn } from '../answering/placed-ask.ts'
import { countTellingWords } from './telling-words.ts'

/** The passages that an answer is to be given: those that the first search finds that finds any, or those that its beginning was given. */
export type Ground =
  | { kind: 'searched'; queries: readonly string[]; tags: readonly string[]; questionIndex: number }
  | { kind: 'given'; sources: readonly StoredSource[]; questionIndex: number }

/** Null: it is not answered from documents. What goes on goes on as it began, whatever is set by now. */
export function groundOf(placed: PlacedAsk): Ground | null {
  const { turns, parameters } = placed
  if (goesOn(placed)) {
    if (placed.sourcesBefore === null) return null
    // Behind the question stand the answer's beginning and the wish for more.
    return { kind: 'given', sources: placed.sourcesBefore, questionIndex: turns.length - 3 }
  }
  const { documents } = parameters
  if (documents === null) return null
  return { kind: 'searched', queries: searchQueriesOf(turns), tags: documents.tags, questionIndex: turns.length - 1 }
}

/** More of a text that is there: it keeps the sources of its beginning. */
export function goesOn(placed: PlacedAsk): placed is PlacedAsk & { kind: 'continue' } {
  return placed.kind === 'continue' && placed.contentBefore !== ''
}

/** "And in March?" finds nothing by itself. */
const SHORT_QUESTION_CHARS = 60
/** A question that says more by itself is not about what was asked before. */
const REFERRING_WORDS_MAX = 2

/**
 * What is searched for: the question, and where nothing is found of a short one that can only be about what was asked before it,
 * that too. One that stands by itself does not find what another question is about.
 */
export function searchQueriesOf(turns: readonly Turn[]): [string] | [question: string, together: string] {
  const questions = turns.flatMap(({ role, content }) => (role === 'user' ? [content.trim()] : []))
  const [before, question] = [questions.at(-2), questions.at(-1) ?? '']
  const refers = question.length < SHORT_QUESTION_CHARS && countTellingWords(question) <= REFERRING_WORDS_MAX
  return refers && before !== undefined ? [cut(question), cut(`${question}\n${before}`)] : [cut(question)]
}

/** Of a long text the ends: what is asked stands before or behind what was pasted. */
function cut(text: string): string {
  if (text.length <= QUESTION_MAX) return text
  const half = QUESTION_MAX / 2 - 1
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed()
}
