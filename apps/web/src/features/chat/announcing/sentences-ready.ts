import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import { spokenText } from './spoken-text.ts'

interface Ready {
  /** As they are read out. */
  sentences: string[]
  /** Up to where the text is told with them. */
  until: number
}

/**
 * The whole sentences of a text that grows, from a place on. Only what cannot change any more is one: what stands before
 * `until` need not be looked at again. Code, tables and formulas are named, not read.
 *
 * @param isAll nothing more comes, so that the rest is whole, too
 */
export function sentencesReady(text: string, from: number, isAll: boolean): Ready {
  const sentences: string[] = []
  let until = from
  for (;;) {
    const piece = nextPiece(text, skipBlank(text, until), isAll)
    if (piece === null) return { sentences, until }
    until = piece.end
    if (piece.said !== '') sentences.push(piece.said)
  }
}

interface Piece {
  said: string
  end: number
}

function nextPiece(text: string, at: number, isAll: boolean): Piece | null {
  if (at >= text.length) return null
  if (isLineStart(text, at)) {
    const line = lineAt(text, at)
    // What a line is shows in its first letters: they have to be there.
    if (!isAll && line.length < 3 && at + line.length === text.length) return null
    const block = blockAt(text, at, line, isAll)
    if (block !== undefined) return block
  }
  const end = sentenceEnd(text, at, isAll)
  return end === null ? null : { said: spokenText(text.slice(at, end)), end }
}

/** Code, a formula or a table that begins here; null when its end is not there yet, undefined when none begins here. */
function blockAt(text: string, at: number, line: string, isAll: boolean): Piece | null | undefined {
  const words = wordsOf(thread).announced
  const fence = /^(`{3,500}|~{3,500})/.exec(line)?.[1]
  if (fence !== undefined) {
    const closing = new RegExp(`\\n[ \\t]*${fence[0]}{${fence.length},}[ \\t]*(?:\\n|$)`)
    return closedBy(text, at, closing, words.code, isAll)
  }
  if (line.startsWith('$$')) return closedBy(text, at + 2, /\$\$/, words.formula, isAll)
  if (line.startsWith('\\[')) return closedBy(text, at + 2, /\\\]/, words.formula, isAll)
  return line.startsWith('|') ? tableAt(text, at, isAll) : undefined
}

function closedBy(text: string, at: number, closing: RegExp, said: string, isAll: boolean): Piece | null {
  const found = closing.exec(text.slice(at))
  // At the very end of what is there more of the line may come.
  const isWhole =
    found !== null && (isAll || at + found.index + found[0].length < text.length || found[0].endsWith('\n'))
  if (isWhole) return { said, end: at + found.index + found[0].length }
  return isAll ? { said, end: text.length } : null
}

function tableAt(text: string, at: number, isAll: boolean): Piece | null {
  let end = at
  let lines = 0
  while (end < text.length && text.startsWith('|', skipIndent(text, end))) {
    end = Math.min(text.length, end + lineAt(text, end).length + 1)
    lines += 1
  }
  const isWhole = isAll || skipIndent(text, end) < text.length
  return isWhole ? { said: wordsOf(thread).announced.table(Math.max(0, lines - 2)), end } : null
}

/** Behind the sentence that begins here; null when it may go on. */
function sentenceEnd(text: string, at: number, isAll: boolean): number | null {
  const isHeading = /^#{1,6}\s/.test(text.slice(at, at + 7))
  const ends = /(?<![.!?…])[.!?…]+["”“’')\]*_`]*(?=\s)|[。！？]["”」』）]*|\n/g
  ends.lastIndex = at
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    const end = found.index + found[0].length
    if (found[0] === '\n') {
      const next = isHeading ? true : beginsAnew(text, end)
      if (next === true) return end
      if (next === null && !isAll) return null
    } else if (!isAbbreviation(text.slice(Math.max(at, end - LONGER_THAN_ABBREVIATIONS), end))) return end
  }
  return isAll ? text.length : null
}

/** Whether the line that begins here is no more of the same paragraph; null while its first letters are not there. */
function beginsAnew(text: string, at: number): boolean | null {
  const line = lineAt(text, at)
  const isWholeLine = at + line.length < text.length
  if (line.trim() === '') return isWholeLine ? true : null
  if (line.trimStart().length < 4 && !isWholeLine) return null
  return /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|>|\||```|~~~|\$\$|\\\[)/.test(line)
}

const LONGER_THAN_ABBREVIATIONS = 12

/** A full stop that ends no sentence: after an initial, an ordinal, the number of a list, or one of these. */
function isAbbreviation(piece: string): boolean {
  return /(?:^|[\s(„"“])(?:\p{L}|\d{1,3}|\p{L}\.\s?\p{L}|Dr|Mr|Mrs|Ms|Prof|St|Nos?|Nr|vs|etc|usw|bzw|ca|cf|vgl|Fig|Abb|approx|Inc|Ltd|Jr|Sr)\.$/u.test(
    piece,
  )
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? text.length : end)
}

function isLineStart(text: string, at: number): boolean {
  let before = at
  while (before > 0 && /[^\S\n]/.test(text[before - 1] ?? '')) before -= 1
  return before === 0 || text[before - 1] === '\n'
}

function skipBlank(text: string, at: number): number {
  let next = at
  while (next < text.length && /\s/.test(text[next] ?? '')) next += 1
  return next
}

function skipIndent(text: string, at: number): number {
  let next = at
  while (text[next] === ' ' || text[next] === '\t') next += 1
  return next
}
