import { setImmediate as nextTurn } from 'node:timers/promises'
import { embedText, similarity } from '../embedding/embed-text.ts'
import type { Row } from '../tables/value.ts'
import { indexRow, isUnindexed, type Reading } from './index-row.ts'
import { countStems, createWordScores } from './word-scores.ts'

/** So many rows are looked at before others get a turn; one that has no vector yet is a turn of its own. */
const ROWS_PER_TURN = 100
/** Of reciprocal rank fusion: how little the very first places outweigh those behind them. */
const RANK_OFFSET = 60
/** Words of a query that are looked for; what it says beyond counts by its meaning alone. */
const MOST_WORDS = 256

export interface RankedRow {
  row: Row
  cosineSimilarity: number
  textMatch: number
}

interface Question extends Reading {
  query: string
  /** Which rows are looked at; it runs in the turns of the ranking. */
  passes?: (row: Row) => boolean
  signal: AbortSignal
}

/**
 * Rows in the order in which they answer a query, best first: by words and by meaning, the two orders fused by rank
 * (`assumptions.searchRanking`). Rows without a text are left out.
 * @throws the signal's reason
 */
export async function rankRows(rows: readonly Row[], question: Question): Promise<RankedRow[]> {
  const { query, dimensions, signal, passes = () => true } = question
  const wanted = embedText(query, dimensions)
  const words = createWordScores([...countStems(query).keys()].slice(0, MOST_WORDS))
  const known: { row: Row; cosineSimilarity: number }[] = []
  for (const [at, row] of rows.entries()) {
    const isTurnOver = at % ROWS_PER_TURN === ROWS_PER_TURN - 1
    if (isTurnOver) await nextTurn(undefined, { signal })
    if (!passes(row)) continue
    if (isUnindexed(row, question)) await nextTurn(undefined, { signal })
    const text = indexRow(row, question)
    if (!text) continue
    words.take(text.stems)
    known.push({ row, cosineSimilarity: similarity(wanted, text.vector) })
  }
  const matches = words.score()
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
