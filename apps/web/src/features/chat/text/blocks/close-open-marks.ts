import remend from 'remend'

/**
 * The end of an answer that is still being written, as it will probably be read: what is open is closed, and what is
 * undecided waits, so that nothing flashes as raw marks and what one has read stays.
 */
export function closeOpenMarks(text: string): string {
  const begun = withoutBegunLine(text)
  if (isInFence(begun)) return begun
  const known = withoutUndecided(begun)
  const start = lastParagraph(known)
  const end = known.slice(start)
  // What closes marks takes quadratic time on long runs of them, which mean nothing anyhow.
  const isReadable = end.length <= MAX_LENGTH && (end.match(/[*_~`[\]]/g)?.length ?? 0) <= MAX_MARKS
  return asTable(isReadable ? known.slice(0, start) + remend(end, REMEND) : known)
}

const MAX_LENGTH = 4_000
const MAX_MARKS = 150

/** In an item of a list, or a quotation: there every character is code. */
function isInFence(text: string): boolean {
  return (text.match(/^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:```|~~~)/gm)?.length ?? 0) % 2 === 1
}

function lastParagraph(text: string): number {
  const at = text.lastIndexOf('\n\n')
  return at === -1 ? 0 : at + 2
}

/** HTML is text in an answer, a single tilde too, and `> 5` in a list is a quotation when it is complete as well. */
const REMEND = {
  linkMode: 'text-only',
  htmlTags: false,
  comparisonOperators: false,
  singleTilde: false,
  katex: false,
  inlineKatex: false,
} as const

/** The line that opens a fence, whose language is not complete, and a definition, whose address is not. */
function withoutBegunLine(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1
  const isBegun = /^[ \t>]*(?:`{3}|~{3}|\[(?!\^)[^\]]{1,200}\]:|\[[\w-]{0,20}\]?$)/.test(text.slice(lineStart))
  const before = text.slice(0, lineStart)
  return isBegun && !isInFence(before) ? before : text
}

function withoutUndecided(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1
  // A line of nothing but marks: a rule, a heading's underline, an item without words or with an empty box.
  if (UNDECIDED_LINE.test(text.slice(lineStart))) return text.slice(0, lineStart)
  // What is undecided is near the end; patterns that end there would try every place before it.
  const farFrom = Math.max(lineStart, text.length - LONGEST_UNDECIDED)
  const near = withoutOpenBrackets(text.slice(farFrom)).replace(/[*_~`$!\\]{1,3}$|&#?\w{0,8}$/, '')
  return withoutOpenFormula(text.slice(0, farFrom) + near)
}

const LONGEST_UNDECIDED = 4_000

const UNDECIDED_LINE =
  /^[ \t>]*(?:[-=*_+][-=*_+ \t]*|#{1,6}[ \t]*|\d{1,3}[.)]?[ \t]*|(?:[-*+]|\d{1,3}[.)])[ \t]+\[[ xX]?\]?[ \t]*)$/

/** `[words`, `[words]` and `[words](address` may become a link: until then they are the words. A picture waits. */
function withoutOpenBrackets(text: string): string {
  return text
    .replace(/!\[[^\]\n]{0,300}(?:\](?:\([^)\n]{0,2000})?)?$/, '')
    .replace(/\[(?!\^)([^[\]\n]{0,300})(?:\](?:\((?:[^()\n]|\([^()\n]*\)){0,2000}(?:\([^()\n]{0,300})?)?)?$/, '$1')
}

/** A formula appears as a whole. A single dollar may be money and stays. */
function withoutOpenFormula(text: string): string {
  const opening = /(?:\\\(|\\\[|\$\$)(?:(?!\\\)|\\\]|\$\$)[\s\S]){0,2000}$/.exec(lastParagraphOf(text))
  if (!opening) return text
  const marks = lastParagraphOf(text).slice(0, opening.index).match(/\$\$/g) ?? []
  const isClosing = opening[0].startsWith('$$') && marks.length % 2 === 1
  return isClosing ? text : text.slice(0, text.length - opening[0].length)
}

function lastParagraphOf(text: string): string {
  return text.slice(text.lastIndexOf('\n\n') + 1).slice(-4_000)
}

/** The head of a table is a table before the line that rules its columns is complete. */
function asTable(text: string): string {
  const start = lastParagraph(text)
  const lines = text.slice(start).trimEnd().split('\n')
  const [head = '', ruling = ''] = lines
  if (lines.length > 2 || !/^ {0,3}\|/.test(head) || !/^[ \t|:-]*$/.test(ruling)) return text
  if (/^[ \t]*\|[ \t]*$/.test(head)) return text.slice(0, start)
  const columns = head
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length
  return `${text.slice(0, start)}${head}\n${'|---'.repeat(columns)}|`
}
