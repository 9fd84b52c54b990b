import { assumptions } from '../assumptions.ts'
import { SqlError } from '../sql/sql-error.ts'
import type { Row } from './value.ts'

const sizes = new WeakMap<Row, number>()

/** Bytes of a row as JSON. A row never changes, and is measured once. */
function sizeOfRow(row: Row): number {
  const known = sizes.get(row)
  if (known !== undefined) return known
  const size = Buffer.byteLength(JSON.stringify(row))
  sizes.set(row, size)
  return size
}

/**
 * The room of a table, asked row by row while rows are made, so that none is made beyond it.
 * @param rows those that stay in it
 * @returns the row, if there is room for it; it throws a SqlError if not
 */
export function createRoom(name: string, rows: readonly Row[]): (row: Row) => Row {
  const most = assumptions.mostBytesOfTable.value
  let bytes = rows.reduce((sum, row) => sum + sizeOfRow(row), 0)
  return (row) => {
    bytes += sizeOfRow(row)
    if (bytes <= most) return row
    throw new SqlError(
      '000002',
      '54000',
      `Table ${name} would have more than ${most} bytes; the emulator keeps no more.`,
    )
  }
}
