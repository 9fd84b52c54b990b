import type { TypedCell, ValueType } from './value.ts'

/** Where in the text something stands, for messages. */
export interface Place {
  line: number
  position: number
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** What can be computed from one row, as it was written. A `label` names it in an answer. */
export type RowExpression =
  | ({ kind: 'literal' } & TypedCell)
  | { kind: 'bind'; index: number }
  | ({ kind: 'column'; path: string[] } & Place)
  | ({ kind: 'call'; name: string; arguments: RowExpression[]; distinct: boolean; star: boolean } & Place)
  | { kind: 'cast'; operand: RowExpression; type: ValueType }
  | { kind: 'and' | 'or' | 'concatenation'; operands: RowExpression[] }
  | { kind: 'not'; operand: RowExpression }
  | { kind: 'comparison'; operator: Comparison; left: RowExpression; right: RowExpression }
  | { kind: 'in'; operand: RowExpression; choices: RowExpression[]; negated: boolean }
  | { kind: 'like'; operand: RowExpression; pattern: RowExpression; ignoreCase: boolean; negated: boolean }
  | { kind: 'between'; operand: RowExpression; low: RowExpression; high: RowExpression; negated: boolean }
  | { kind: 'is null'; operand: RowExpression; negated: boolean }

/** Where the rows of a query come from. */
export type RowSource =
  | { kind: 'table'; path: string[]; alias: string | null }
  | { kind: 'values'; rows: RowExpression[][]; alias: string | null }

export interface SelectedExpression {
  expression: RowExpression
  name: string
}

export interface SortKey {
  expression: RowExpression
  descending: boolean
  nulls: 'first' | 'last'
}

/** A SELECT with FROM. `columns` is null for `*`. */
export interface RowQuery {
  columns: SelectedExpression[] | null
  source: RowSource
  where: RowExpression | null
  groupBy: RowExpression[]
  orderBy: SortKey[]
  limit: number | null
  offset: number
}
