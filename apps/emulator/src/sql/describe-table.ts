import { completePath } from '../objects/complete-path.ts'
import { findTable } from '../objects/find-object.ts'
import type { ColumnRecord } from '../objects/object-records.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import { displayPath } from './resolve-name.ts'
import { type ResultSet, table } from './result-set.ts'
import type { Execution } from './session.ts'
import { doesNotExist } from './sql-error.ts'

/** DESCRIBE TABLE: its columns, for whoever may know of it. */
export function describeTable(execution: Execution, named: readonly string[]): ResultSet {
  const path = completePath(execution, 'TABLE', named, 'DESCRIBE TABLE')
  const found = findTable(execution.data, path)
  if (!found || !visibilityFor(execution)({ kind: 'TABLE', path })) throw doesNotExist('Table', displayPath(named))
  const yes = (is: boolean) => (is ? 'Y' : 'N')
  return table(
    ['name', 'type', 'kind', 'null?', 'default', 'primary key', 'unique key', 'check', 'expression', 'comment'],
    found.columns.map((column) => {
      const isKey = yes(found.primaryKey.includes(column.name))
      const { name, nullable, comment } = column
      return [name, typeName(column), 'COLUMN', yes(nullable), null, isKey, 'N', null, null, comment || null]
    }),
  )
}

/** `VARCHAR(16777216)`, `NUMBER(38,0)`, `TIMESTAMP_NTZ(9)` */
function typeName({ type, length, precision, scale }: ColumnRecord): string {
  if (type === 'TEXT') return `VARCHAR(${length})`
  if (type === 'NUMBER') return `NUMBER(${precision},${scale})`
  if (type === 'BINARY') return 'BINARY(8388608)'
  return type.startsWith('TIME') ? `${type}(9)` : type
}
