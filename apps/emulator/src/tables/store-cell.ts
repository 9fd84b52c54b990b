import type { ColumnRecord } from '../objects/object-records.ts'
import { SqlError } from '../sql/sql-error.ts'
import type { Compiled } from './compiled.ts'
import { conversion } from './convert-cell.ts'
import { compareDecimals, roundDecimal } from './decimal.ts'
import { type Cell, type Row, type RowColumn, sqlTypeName } from './value.ts'

/**
 * How the value of an expression gets into a column: converted, rounded, and refused when it does not fit.
 * @throws SqlError when the types never go together
 */
export function storeInto(column: RowColumn, record: ColumnRecord, value: Compiled): (row: Row) => Cell {
  const convert = value.untyped ? (cell: string) => cell : conversion(value.type, column.type, false)
  if (!convert) {
    const message = `SQL compilation error:\nExpression type does not match column data type, expecting ${sqlTypeName(column.type)} but got ${sqlTypeName(value.type)} for column ${column.name}`
    throw new SqlError('002023', '22000', message)
  }
  return (row) => {
    const given = value.of(row)
    const cell = given === null ? null : convert(given)
    if (cell === null) {
      if (column.nullable) return null
      throw new SqlError('100072', '22000', 'NULL result in a non-nullable column')
    }
    return fit(column, record, cell)
  }
}

function fit(column: RowColumn, { length, precision }: ColumnRecord, cell: string): string {
  // Characters beyond the first plane are two in a text here, and one in SQL.
  if (column.type === 'text' && length !== null && cell.length > length && Array.from(cell).length > length) {
    throw new SqlError('100078', '22000', `String '${cell.slice(0, 64)}' is too long and would be truncated`)
  }
  if (column.type !== 'fixed') return cell
  const rounded = roundDecimal(cell, column.scale)
  const limit = `1${'0'.repeat((precision ?? 38) - column.scale)}`
  if (compareDecimals(rounded.replace('-', ''), limit) >= 0) {
    throw new SqlError('100132', '22003', `Number out of representable range: type FIXED, value ${cell.slice(0, 64)}`)
  }
  return rounded
}
