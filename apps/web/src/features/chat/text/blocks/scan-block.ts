/** A list longer than this is cut where one of its items begins. */
const LONG_LIST = 2_000
/** Lines without an empty one between them are one block up to here, also in an item of a list; a table always is. */
const LONG_TEXT = 8_000
/** Of maths that is never closed: then it is no maths, and what follows is text again. */
const LONGEST_MATHS = 10_000

type Kind = 'nothing' | 'text' | 'list' | 'indented' | 'table'

/** Where a block that is being read stands, line by line. */
export interface BlockScan {
  kind: Kind
  /** An open code fence: its character, its length and how far it is indented. */
  fence: { mark: string; length: number; indent: number } | null
  /** What ends the maths that is open, and where in the block it began. */
  maths: { end: string; from: number } | null
  /** The lines before this one were empty. */
  isAfterBlank: boolean
  /** The line that was taken in last ends the block, whatever comes next: a closing fence, the end of maths. */
  isOver: boolean
}

export function openScan(): BlockScan {
  return { kind: 'nothing', fence: null, maths: null, isAfterBlank: false, isOver: false }
}

/**
 * Takes in the next whole line.
 * @param length of the block so far
 * @returns whether a new block begins with this line
 */
export function scanLine(scan: BlockScan, line: string, length: number): boolean {
  if (isWithin(scan, line, length)) return false
  if (line.trim() === '') {
    scan.isAfterBlank = true
    return false
  }
  const begins = beginsBlock(scan, line, length)
  if (begins || scan.kind === 'nothing') scan.kind = kindOf(line)
  scan.isAfterBlank = false
  open(scan, line, begins ? 0 : length)
  // `$$ … $$` on one line is a block, too.
  if (scan.maths === null && scan.kind === 'text' && isLineOfMaths(line)) scan.isOver = true
  return begins
}

/** Within a fence or maths nothing begins; the line may end it. */
function isWithin(scan: BlockScan, line: string, length: number): boolean {
  const { fence, maths } = scan
  if (fence) {
    // A fence in a list ends with its item, too.
    const isOutside = fence.indent > 1 && line.trim() !== '' && indentOf(line) < 2
    if (!isOutside) {
      const text = line.trim()
      const isEnd =
        text.length >= fence.length && text === fence.mark.repeat(text.length) && indentOf(line) < fence.indent + 4
      if (isEnd) {
        scan.fence = null
        scan.isOver = fence.indent === 0 && scan.kind !== 'list'
      }
      return true
    }
    scan.fence = null
  }
  if (maths) {
    if (line.includes(maths.end)) {
      scan.maths = null
      scan.isOver = line.trimEnd().endsWith(maths.end) && scan.kind === 'text'
    } else if (length - maths.from > LONGEST_MATHS) scan.maths = null
    return true
  }
  return false
}

function beginsBlock(scan: BlockScan, line: string, length: number): boolean {
  if (scan.kind === 'nothing') return false
  const indent = indentOf(line)
  if (indent === 0 && (fenceIn(line) || mathsEndOf(line) || isLineOfMaths(line))) return true
  if (scan.kind === 'list') {
    if (isItem(line) && indent < 2) return length > LONG_LIST
    return scan.isAfterBlank ? indent < 2 : length > LONG_TEXT && !isItem(line)
  }
  if (!scan.isAfterBlank) return scan.kind !== 'table' && length > LONG_TEXT
  return !(scan.kind === 'indented' && indent >= 4)
}

function open(scan: BlockScan, line: string, from: number) {
  scan.fence = fenceIn(withoutItem(line))
  const end = scan.fence ? null : mathsEndOf(line.trim())
  if (end !== null) scan.maths = { end, from }
}

function fenceIn(line: string): BlockScan['fence'] {
  const [opening = '', space = '', marks = ''] = /^(\s*)(`{3,}|~{3,})/.exec(line) ?? []
  if (marks === '' || (marks.startsWith('`') && line.includes('`', opening.length))) return null
  return { mark: marks[0] ?? '`', length: marks.length, indent: space.length }
}

/** What will end the maths that begins with this line; null when none does, or when it ends on the line. */
function mathsEndOf(line: string): string | null {
  const end = line.startsWith('$$') ? '$$' : line.startsWith('\\[') ? '\\]' : null
  return end !== null && !line.slice(2).includes(end) ? end : null
}

function isLineOfMaths(line: string): boolean {
  return /^(?:\$\$[^$]+\$\$|\\\[(?:(?!\\\]).)+\\\])\s*$/.test(line)
}

function kindOf(line: string): Kind {
  if (isItem(line) && indentOf(line) < 4) return 'list'
  if (indentOf(line) >= 4) return 'indented'
  return line.trimStart().startsWith('|') ? 'table' : 'text'
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/

function isItem(line: string): boolean {
  return ITEM.test(line) && !/^\s*(?:(?:\*\s*){3,}|(?:-\s*){3,})$/.test(line)
}

/** The line with spaces in place of the marks of list items before its text. */
function withoutItem(line: string): string {
  return isItem(line) ? line.replace(ITEM, (mark) => ' '.repeat(mark.length)) : line
}

function indentOf(line: string): number {
  const space = /^[ \t]*/.exec(line)?.[0] ?? ''
  return space.replaceAll('\t', '    ').length
}
