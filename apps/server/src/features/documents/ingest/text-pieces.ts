/** A part of a text that stays together when it is cut. */
export interface Piece {
  start: number
  end: number
  /** What lies between it and the piece before. */
  border: 'paragraph' | 'line' | 'sentence' | 'word'
  /** Where the names of the columns are, when it is from a later row of a table. */
  tableHead: { start: number; end: number } | null
}

/** The end of a sentence, or of a line. */
const SENTENCE_END = /[.!?…](?=["'”’)\]]{0,3}\s)["'”’)\]]{0,3}|[。！？]|\n/g
const TABLE_RULE = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/

/** The paragraphs of a text; those longer than `maxLength` in sentences or rows, and what is still longer in words. */
export function* piecesOf(text: string, maxLength: number): Generator<Piece> {
  for (const paragraph of paragraphsOf(text)) {
    if (paragraph.end - paragraph.start <= maxLength) yield { ...paragraph, border: 'paragraph', tableHead: null }
    else yield* cutParagraph(text, paragraph, maxLength)
  }
}

function* paragraphsOf(text: string): Generator<{ start: number; end: number }> {
  let start = 0
  while (start < text.length) {
    const gap = text.indexOf('\n\n', start)
    const end = gap === -1 ? text.length : gap
    if (text.slice(start, end).trim() !== '') yield { start, end }
    start = end + 1
  }
}

function* cutParagraph(text: string, span: { start: number; end: number }, maxLength: number): Generator<Piece> {
  const content = text.slice(span.start, span.end)
  const head = tableHeadOf(content)
  const isTable = head > 0
  let start = 0
  let border: Piece['border'] = 'paragraph'
  for (const end of bordersOf(content, isTable ? /\n/g : SENTENCE_END)) {
    const tableHead = isTable && start >= head ? { start: span.start, end: span.start + head } : null
    // The border before a piece of one too long is a word, whatever its own was.
    for (const part of partsOf(content, start, end, maxLength)) {
      const isFirst = part.start === start
      if (content.slice(part.start, part.end).trim() === '') continue
      yield {
        start: span.start + part.start,
        end: span.start + part.end,
        border: isFirst ? border : 'word',
        tableHead,
      }
    }
    border = content[end - 1] === '\n' ? 'line' : 'sentence'
    start = end
  }
}

/** Behind every border, and at the end. */
function* bordersOf(content: string, border: RegExp): Generator<number> {
  for (const match of content.matchAll(border)) yield match.index + match[0].length
  yield content.length
}

/** At blanks, and within a word only when there is none; never between the halves of one character. */
function* partsOf(
  content: string,
  from: number,
  to: number,
  maxLength: number,
): Generator<{ start: number; end: number }> {
  let start = from
  while (to - start > maxLength) {
    let end = start + maxLength
    const blank = content.slice(start + 1, end).search(/\s\S*$/)
    if (blank > 0) end = start + 1 + blank + 1
    else if (isLowSurrogate(content.charCodeAt(end))) end--
    yield { start, end }
    start = end
  }
  if (start < to) yield { start, end: to }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** How long the first two lines are, when the second is a table's rule (`|---|---|`); else 0. */
function tableHeadOf(content: string): number {
  const first = content.indexOf('\n')
  const second = content.indexOf('\n', first + 1)
  if (first === -1 || second === -1 || !content.slice(0, first).includes('|')) return 0
  const rule = content.slice(first + 1, second)
  return rule.length < 2_000 && rule.includes('|') && TABLE_RULE.test(rule) ? second + 1 : 0
}
