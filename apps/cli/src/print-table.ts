import type { SqlValue } from '@coco/core/snowflake/decode-row'

export interface Table {
  columns: readonly { name: string }[]
  rows: readonly (readonly SqlValue[])[]
}

/** A result as columns under their names; a long cell is cut so that a row stays a row. */
export function printTable({ columns, rows }: Table): string {
  const names = columns.map(({ name }) => name)
  const cells = rows.map((row) => row.map(toCell))
  const widths = names.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`
  return [line(names), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(line), `(${count})`].join('\n')
}

const MAX_CELL = 100

/** Control characters would move the cursor of whoever looks at it. */
function toCell(value: SqlValue): string {
  const text = value === null ? 'NULL' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const flat = text.replace(/\p{Cc}+/gu, ' ')
  return flat.length > MAX_CELL ? `${flat.slice(0, MAX_CELL - 1)}…` : flat
}
