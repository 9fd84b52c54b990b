import type { ColumnRecord } from '../objects/object-records.ts'
import { parseColumnType } from './parse-column-type.ts'
import type { TokenReader } from './token-reader.ts'

interface Columns {
  columns: ColumnRecord[]
  primaryKey: string[]
}

/** `(NAME TYPE [NOT NULL] [PRIMARY KEY] [COMMENT '…'], …, [[CONSTRAINT n] PRIMARY KEY (A, B)])` */
export function parseColumnsOfTable(reader: TokenReader): Columns {
  const table: Columns = { columns: [], primaryKey: [] }
  reader.expectSymbol('(')
  do parseElement(reader, table)
  while (reader.acceptSymbol(','))
  if (table.columns.length === 0) throw reader.unexpected()
  reader.expectSymbol(')')
  return table
}

function parseElement(reader: TokenReader, table: Columns): void {
  const named = reader.accept('CONSTRAINT')
  if (named) reader.identifier()
  const key = reader.peek()
  if (reader.accept('PRIMARY KEY')) {
    if (table.primaryKey.length > 0) throw reader.unexpected(key)
    table.primaryKey = parseNames(reader)
  } else if (named) throw reader.unexpected()
  else table.columns.push(parseColumn(reader, table))
}

function parseColumn(reader: TokenReader, table: Columns): ColumnRecord {
  const name = reader.identifier()
  const column: ColumnRecord = { name, ...parseColumnType(reader), nullable: true, comment: '' }
  let isCommented = false
  while (true) {
    const token = reader.peek()
    if (reader.accept('NOT NULL')) column.nullable = false
    else if (reader.accept('PRIMARY KEY')) {
      if (table.primaryKey.length > 0) throw reader.unexpected(token)
      table.primaryKey = [name]
    } else if (!isCommented && reader.accept('COMMENT')) {
      column.comment = reader.string()
      isCommented = true
    } else return column
  }
}

/** `(A, B)` */
function parseNames(reader: TokenReader): string[] {
  reader.expectSymbol('(')
  const names = [reader.identifier()]
  while (reader.acceptSymbol(',')) names.push(reader.identifier())
  reader.expectSymbol(')')
  return names
}
