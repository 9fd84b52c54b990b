import { setImmediate as nextTurn } from 'node:timers/promises'
import { embedText, similarity } from '../embedding/embed-text.ts'
import type { Row } from '../tables/value.ts'
import { countStems, scoreWords } from './word-scores.ts'

/** So many rows are given their vector before others get a turn. */
const ROWS_PER_TURN = 10
/** Of reciprocal rank fusion: how little the very first places outweigh those behind them. */
const RANK_OFFSET = 60

export interface RankedRow {
  row: Row
  cosineSimilarity: number
  textMatch: number
}

/** What was worked out about the text of a row. A row never changes, and is forgotten with it. */
interface Indexed {
  text: string
  stems: ReadonlyMap<string, number>
  vectors: Map<number, Float32Array>
}

const index = new WeakMap<Row, Map<number, Indexed>>()

interface Question {
  query: string
  /** Which cell of a row holds the text. */
  column: number
  dimensions: number
  signal: AbortSignal
}

/**
 * Rows in the order in which they answer a query, best first: by words and by meaning, the two orders fused by rank
 * (`assumptions.searchRanking`). Rows without a text are left out.
 * @throws the signal's reason
 */
export async function rankRows(rows: readonly Row[], question: Question): Promise<RankedRow[]> {
  const { query, dimensions, signal } = question
  const wanted = embedText(query, dimensions)
  const known: { row: Row; entry: Indexed; cosineSimilarity: number }[] = []
  for (const [at, row] of rows.entries()) {
    if (at % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn(undefined, { signal })
    const entry = indexed(row, question.column)
    if (entry) known.push({ row, entry, cosineSimilarity: similarity(wanted, vectorOf(entry, dimensions)) })
  }
  const matches = scoreWords(
    [...countStems(query).keys()],
    known.map(({ entry }) => entry.stems),
  )
  const found = known.map(({ row, cosineSimilarity }, at) => ({ row, cosineSimilarity, textMatch: matches[at] ?? 0 }))
  const points = new Map(found.map((item) => [item, 0]))
  const rank = (key: 'cosineSimilarity' | 'textMatch') => {
    const order = found.filter((item) => item[key] > 0).sort((one, other) => other[key] - one[key])
    for (const [place, item] of order.entries()) {
      points.set(item, (points.get(item) ?? 0) + 1 / (RANK_OFFSET + place + 1))
    }
  }
  rank('cosineSimilarity')
  rank('textMatch')
  return found.sort((one, other) => (points.get(other) ?? 0) - (points.get(one) ?? 0))
}

function indexed(row: Row, column: number): Indexed | null {
  const text = row[column] ?? null
  if (text === null || text.trim() === '') return null
  const entries = index.get(row) ?? new Map<number, Indexed>()
  index.set(row, entries)
  const entry = entries.get(column) ?? { text, stems: countStems(text), vectors: new Map() }
  entries.set(column, entry)
  return entry
}

function vectorOf(entry: Indexed, dimensions: number): Float32Array {
  const vector = entry.vectors.get(dimensions) ?? embedText(entry.text, dimensions)
  entry.vectors.set(dimensions, vector)
  return vector
}
