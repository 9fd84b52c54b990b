import { closeSync, existsSync, openSync, readSync, renameSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { appendDurably, flushFolder, writeDurably } from '../state/durable-file.ts'
import type { Cell, Row } from './value.ts'

/** So many rows of a replaced table are a line: no text has to hold all of them. */
const ROWS_PER_LINE = 500
const BYTES_PER_READ = 1_048_576

/** The rows of one statement are one line: a line that is whole is a statement that is done. */
export function appendRows(path: string, rows: readonly Row[]): void {
  const isNew = !existsSync(path)
  appendDurably(path, lineOf(rows))
  if (isNew) flushFolder(dirname(path))
}

/** The new file is written beside the old one and moved into its place, so that there is a whole one at any moment. */
export function replaceRows(path: string, rows: readonly Row[]): void {
  writeDurably(`${path}.next`, linesOf(rows))
  renameSync(`${path}.next`, path)
  flushFolder(dirname(path))
}

/** A last line without its end was never answered for; it is cut off, or the next one would be written behind it. */
export function readRows(path: string): readonly Row[] {
  if (!existsSync(path)) return []
  const rows: Row[] = []
  let end = 0
  let size = 0
  for (const { line, bytes } of readLines(path)) {
    size += bytes
    if (line === null) continue
    end = size
    for (const row of JSON.parse(line) as Cell[][]) rows.push(row)
  }
  if (end < size) truncateSync(path, end)
  return rows
}

function* linesOf(rows: readonly Row[]): Iterable<string> {
  for (let at = 0; at < rows.length; at += ROWS_PER_LINE) yield* lineOf(rows.slice(at, at + ROWS_PER_LINE))
}

function* lineOf(rows: readonly Row[]): Iterable<string> {
  for (const [index, row] of rows.entries()) yield `${index === 0 ? '[' : ','}${JSON.stringify(row)}`
  yield ']\n'
}

/** Every line with its size, a last one without its end as null. */
function* readLines(path: string): Iterable<{ line: string | null; bytes: number }> {
  const file = openSync(path, 'r')
  try {
    let pieces: Buffer[] = []
    const takeLine = () => {
      const line = Buffer.concat(pieces)
      pieces = []
      return line
    }
    while (true) {
      const chunk = Buffer.alloc(BYTES_PER_READ)
      const read = readSync(file, chunk)
      if (read === 0) break
      let from = 0
      for (let at = chunk.indexOf(NEWLINE); at >= 0 && at < read; at = chunk.indexOf(NEWLINE, from)) {
        pieces.push(chunk.subarray(from, at + 1))
        from = at + 1
        const line = takeLine()
        yield { line: line.toString('utf8'), bytes: line.length }
      }
      pieces.push(chunk.subarray(from, read))
    }
    const rest = takeLine()
    if (rest.length > 0) yield { line: null, bytes: rest.length }
  } finally {
    closeSync(file)
  }
}

const NEWLINE = '\n'.charCodeAt(0)
