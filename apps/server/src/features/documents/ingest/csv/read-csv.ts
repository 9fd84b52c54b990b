import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import type { Sections } from '../sections.ts'
import { uploadProblem } from '../upload-problem.ts'
import { detectDelimiter } from './detect-delimiter.ts'

/** Of one row: a quote that is never closed would otherwise make the rest of the file one cell. */
const ROW_MAX_CHARACTERS = 200_000
const COLUMNS_MAX = 2_000
const PIECE_BYTES = 64 * 1_024
const NUMBER = /^[\s\d.,:%€$£+-]+$/

/** Every row as lines of `column: value`, so that a passage from the middle of a table still says what its numbers are. */
export async function readCsv(text: string, sections: Sections): Promise<void> {
  const parser = parse({
    delimiter: detectDelimiter(text),
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_MAX_CHARACTERS,
  })
  let columns: string[] | null = null
  try {
    const rows: AsyncIterable<string[]> = Readable.from(piecesOf(Buffer.from(text))).pipe(parser)
    for await (const row of rows) {
      if (row.length > COLUMNS_MAX) throw uploadProblem('too_much_text', `At most ${COLUMNS_MAX} columns are read.`)
      if (columns === null) {
        columns = namesOfColumns(row)
        if (isHeader(row)) continue
      }
      sections.addText(describe(row, columns))
    }
  } catch (error) {
    throw error instanceof CsvError ? uploadProblem('broken_file', 'A row of the table never ends.') : error
  }
}

/** Piece by piece, as rows are taken: a table that is too long is known to be so before all of it is parsed. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES)
}

/** The first row names the columns when it is all names: filled, and none of them a number. */
function isHeader(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() !== '' && !NUMBER.test(cell))
}

function namesOfColumns(row: readonly string[]): string[] {
  return isHeader(row) ? row.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()) : []
}

function describe(row: readonly string[], columns: readonly string[]): string {
  const lines = row.flatMap((cell, index) => {
    const value = cell.trim()
    return value === '' ? [] : [`${columns[index] ?? `column ${index + 1}`}: ${value}`]
  })
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`
}
