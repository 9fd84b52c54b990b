import { embedText } from '../embedding/embed-text.ts'
import type { Row } from '../tables/value.ts'
import { countStems } from './word-scores.ts'

/** What a search needs to know about the text of a row. */
export interface IndexedText {
  stems: ReadonlyMap<string, number>
  vector: Float32Array
}

/** By row, then by cell and dimensions. A row never changes, and is forgotten with what was worked out about it. */
const index = new WeakMap<Row, Map<string, IndexedText>>()

/** How a service reads a row: which cell holds the text, and how many dimensions its model has. */
export interface Reading {
  column: number
  dimensions: number
}

/** Whether there is a text that nothing has been worked out about: that takes some milliseconds. */
export function isUnindexed(row: Row, reading: Reading): boolean {
  return textOf(row, reading) !== null && !index.get(row)?.has(keyOf(reading))
}

/** Null for a row without text. */
export function indexRow(row: Row, reading: Reading): IndexedText | null {
  const text = textOf(row, reading)
  if (text === null) return null
  const entries = index.get(row) ?? new Map<string, IndexedText>()
  index.set(row, entries)
  const known = entries.get(keyOf(reading))
  if (known) return known
  const made = { stems: countStems(text), vector: embedText(text, reading.dimensions) }
  entries.set(keyOf(reading), made)
  return made
}

function textOf(row: Row, { column }: Reading): string | null {
  const text = row[column] ?? null
  return text === null || text.trim() === '' ? null : text
}

const keyOf = ({ column, dimensions }: Reading) => `${column}/${dimensions}`
