import type { ValueType } from '../tables/value.ts'

/** A column of an answer, its cells as the SQL API sends them. */
export interface Column {
  name: string
  type: ValueType
  /** Decimals of a number; where it is left out, the first row shows them. */
  scale?: number
}

/** The answer to a statement. Every value is text or null, as the SQL API sends it. */
export interface ResultSet {
  columns: Column[]
  rows: (string | null)[][]
  /** How many rows a statement changed. */
  stats?: Record<string, number>
  /** The statement takes that long: its answer comes, and what follows it runs, after so many milliseconds. */
  takesMs?: number
}

/** The one-cell answer of a statement that does something. */
export function status(sentence = 'Statement executed successfully.'): ResultSet {
  return { columns: [{ name: 'status', type: 'text' }], rows: [[sentence]] }
}

/** An answer of columns that are text, but for those whose name ends in `_on`, which are times. */
export function table(names: readonly string[], rows: (string | null)[][]): ResultSet {
  return {
    columns: names.map((name) => ({
      name,
      type: name.endsWith('_on') && name !== 'granted_on' ? 'timestamp_ltz' : 'text',
    })),
    rows,
  }
}

/** Milliseconds as the SQL API writes a TIMESTAMP_LTZ. */
export function timestamp(ms: number): string {
  return `${Math.floor(ms / 1_000)}.${String(Math.floor(ms % 1_000)).padStart(3, '0')}000000`
}

/** SQL's LIKE, without regard to case: `%` any text, `_` any character. No pattern takes long. */
export function isLike(text: string, pattern: string | null): boolean {
  if (pattern === null) return true
  const letters = Array.from(text.toUpperCase())
  const wanted = Array.from(pattern.toUpperCase())
  let reachable = new Set([0])
  for (const sign of wanted) {
    const next = new Set<number>()
    for (const at of reachable) {
      if (sign === '%') for (let to = at; to <= letters.length && !next.has(to); to += 1) next.add(to)
      else if (at < letters.length && (sign === '_' || sign === letters[at])) next.add(at + 1)
    }
    reachable = next
  }
  return reachable.has(letters.length)
}
