import { QUESTION_MAX } from '@coco/shared/document-limits'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'
import type { PlacedAsk, Turn } from '../answering/placed-ask.ts'

/** The passages that an answer is to be given: those that a search finds, or those that its beginning was given. */
export type Ground =
  | { kind: 'searched'; query: string; tags: readonly string[]; questionIndex: number }
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
  return { kind: 'searched', query: searchQueryOf(turns), tags: documents.tags, questionIndex: turns.length - 1 }
}

/** More of a text that is there: it keeps the sources of its beginning. */
export function goesOn(placed: PlacedAsk): placed is PlacedAsk & { kind: 'continue' } {
  return placed.kind === 'continue' && placed.contentBefore !== ''
}

/** "And in March?" finds nothing by itself. */
const SHORT_QUESTION_CHARS = 60

/** What is searched for: the question, and behind a short one the question before it. */
export function searchQueryOf(turns: readonly Turn[]): string {
  const questions = turns.flatMap(({ role, content }) => (role === 'user' ? [content.trim()] : []))
  const [before, question] = [questions.at(-2), questions.at(-1) ?? '']
  const isShort = question.length < SHORT_QUESTION_CHARS
  return cut(isShort && before !== undefined ? `${question}\n${before}` : question)
}

/** Of a long text the ends: what is asked stands before or behind what was pasted. */
function cut(text: string): string {
  if (text.length <= QUESTION_MAX) return text
  const half = QUESTION_MAX / 2 - 1
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed()
}
