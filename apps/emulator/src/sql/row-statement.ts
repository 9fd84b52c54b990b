import type { RowExpression, RowQuery } from '../tables/row-expression.ts'

/** Statements about the rows of a table. `binds` counts the bind variables in the whole statement. */
export type RowStatement = { binds: number } & (
  | { kind: 'insert'; path: string[]; columns: string[] | null; from: InsertSource }
  | { kind: 'delete'; path: string[]; where: RowExpression | null }
  | { kind: 'update'; path: string[]; set: Assignment[]; where: RowExpression | null }
  | { kind: 'truncate'; path: string[]; ifExists: boolean }
  | { kind: 'select rows'; query: RowQuery }
)

export type InsertSource = { kind: 'values'; rows: RowExpression[][] } | { kind: 'query'; query: RowQuery }

export interface Assignment {
  column: string
  expression: RowExpression
}

const KINDS: ReadonlySet<string> = new Set<RowStatement['kind']>([
  'insert',
  'delete',
  'update',
  'truncate',
  'select rows',
])

export function isRowStatement<S extends { kind: string }>(statement: S): statement is S & RowStatement {
  return KINDS.has(statement.kind)
}
