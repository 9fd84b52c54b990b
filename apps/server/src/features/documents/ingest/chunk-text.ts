import type { Section } from '../../../store/tables/document-tables.ts'
import { type Piece, piecesOf } from './text-pieces.ts'

/** A piece of a document, as it is found and cited. */
export interface CutPassage {
  /** The headings above it, outermost first. */
  headings: string[]
  /** Of the file, from 1; null where a file has none. */
  page: number | null
  content: string
}

/** Passages grow to about this many UTF-16 units: long enough to answer something, short enough to be about one thing. */
const USUAL = 1_100
/** No passage is longer. An embedding takes 4,096, with the title and the headings before it. */
const LONGEST = 1_500
/** What remains of a section and is shorter joins the passage before it. */
const TINY = 250
/** Where a paragraph is cut in two, the second half repeats no more than this of the first. */
const OVERLAP = 200
/** Of the first lines of a table, repeated above every later part of it. */
const TABLE_HEAD = 400

/**
 * Cuts a document into passages: never across headings, between paragraphs where it can be, else between sentences or lines,
 * and within a word only when one is longer than a passage. Everything but blanks is in some passage. The same text is always cut
 * in the same way.
 */
export function cutIntoPassages(sections: readonly Section[]): CutPassage[] {
  return sections.flatMap(({ headings, page, text }) =>
    spansOf(text).map(({ start, end, head }) => ({
      headings: [...headings],
      page,
      content: head + text.slice(start, end).trim(),
    })),
  )
}

interface Span {
  start: number
  end: number
  /** The names of a table's columns, for a part from within it. */
  head: string
}

function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let open: Span | null = null
  let before: Piece | null = null

  for (const piece of piecesOf(text, USUAL)) {
    if (open !== null && piece.end - open.start <= USUAL) open.end = piece.end
    else {
      if (open !== null) spans.push(open)
      open = { start: startOf(piece, before), end: piece.end, head: headOf(text, piece) }
    }
    before = piece
  }
  if (open === null) return spans

  const last = spans.at(-1)
  const isTiny = open.end - open.start < TINY
  if (isTiny && last !== undefined && open.end - last.start <= LONGEST) last.end = open.end
  else spans.push(open)
  return spans
}

/** In the middle of a paragraph with the sentence before it, which says what it goes on about. */
function startOf(piece: Piece, before: Piece | null): number {
  if (before === null || piece.border !== 'sentence' || piece.end - before.start > USUAL) return piece.start
  return before.end - before.start <= OVERLAP ? before.start : piece.start
}

function headOf(text: string, piece: Piece): string {
  if (piece.tableHead === null) return ''
  const head = text.slice(piece.tableHead.start, piece.tableHead.end).trim()
  return head.length <= TABLE_HEAD ? `${head}\n` : ''
}
