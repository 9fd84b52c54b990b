import type { Binding } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { conversion } from './convert-cell.ts'
import { type Cell, type Row, type RowColumn, sqlTypeName, type TypedCell, type ValueType } from './value.ts'
import type { Work } from './work.ts'

/** What the names and signs of an expression stand for. */
export interface Scope {
  columns: readonly RowColumn[]
  /** What may stand before a column and a dot: the table's name or its alias. */
  qualifier: string | null
  bindings: readonly Binding[]
  /** Functions without parameters whose answer is the same for every row, `CURRENT_ROLE` for instance. */
  constants: ReadonlyMap<string, TypedCell>
  /** What is left to the statement, whatever its scopes. */
  work: Work
}

/** What is the same wherever in a statement an expression stands. */
export type Environment = Pick<Scope, 'bindings' | 'constants' | 'work'>

/** An expression whose names are resolved and whose types are known. */
export interface Compiled {
  type: ValueType
  /** Decimals of a number, where they are the same for every row. */
  scale?: number
  /** NULL as such, which fits every type. */
  untyped?: boolean
  of(row: Row): Cell
}

/** @param asked whether the statement says so, by a cast */
export function convertTo(compiled: Compiled, type: ValueType, asked: boolean): Compiled {
  if (compiled.type === type) return compiled
  if (compiled.untyped) return { type, untyped: true, of: () => null }
  const convert = conversion(compiled.type, type, asked)
  if (!convert) {
    const message = `SQL compilation error:\ninvalid type [${sqlTypeName(compiled.type)}] for cast to ${sqlTypeName(type)}`
    throw new SqlError('001007', '22023', message)
  }
  return {
    type,
    of(row) {
      const cell = compiled.of(row)
      return cell === null ? null : convert(cell)
    },
  }
}
