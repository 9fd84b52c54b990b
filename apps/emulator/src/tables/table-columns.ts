import type { ColumnRecord, TableRecord } from '../objects/object-records.ts'
import { type RowColumn, typesByName } from './value.ts'

/** The columns of a table as its rows are read and written. A key's columns are never null. */
export function columnsOf({ columns, primaryKey }: TableRecord): RowColumn[] {
  return columns.map((column) => ({
    name: column.name,
    type: typeOf(column),
    scale: column.scale ?? 0,
    nullable: column.nullable && !primaryKey.includes(column.name),
  }))
}

function typeOf({ type }: ColumnRecord): RowColumn['type'] {
  const known = typesByName.get(type)
  if (!known) throw new Error(`no type of a row is called ${type}`)
  return known
}
