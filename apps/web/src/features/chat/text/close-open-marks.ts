import remend from 'remend'

/**
 * The end of an answer that is still being written, as it will probably be read: what is open is closed, and what is
 * undecided waits, so that nothing flashes as raw marks and what one has read stays.
 */
export function closeOpenMarks(text: string): string {
  return asTable(remend(withoutUndecided(text), REMEND))
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

function withoutUndecided(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1
  // A line of nothing but marks: a rule, a heading's underline, an item without words or with an empty box.
  if (UNDECIDED_LINE.test(text.slice(lineStart))) return text.slice(0, lineStart)
  return withoutOpenFormula(withoutOpenBrackets(text).replace(/[*_~`$!\\]{1,3}$|&#?\w{0,8}$/, ''))
}

const UNDECIDED_LINE =
  /^[ \t>]*(?:(?:[-=*_+]+[ \t]*)+|#{1,6}[ \t]*|\d{1,3}[.)]?[ \t]*|(?:[-*+]|\d{1,3}[.)])[ \t]+\[[ xX]?\]?[ \t]*)$/

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
  const start = text.lastIndexOf('\n\n') === -1 ? 0 : text.lastIndexOf('\n\n') + 2
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
