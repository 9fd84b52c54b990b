import { SqlError } from '../sql/sql-error.ts'
import { compareCells } from './compare-cells.ts'
import { compileCondition, compileExpression } from './compile-expression.ts'
import { type Compiled, convertTo, type Scope } from './compiled.ts'
import { groupRows } from './group-rows.ts'
import { isSame } from './is-same-expression.ts'
import type { RowExpression, RowQuery, SelectedExpression, SortKey } from './row-expression.ts'
import type { Cell, Row, RowColumn } from './value.ts'

/** Rows and what is known of them. */
export interface Rows {
  columns: readonly RowColumn[]
  rows: readonly Row[]
}

/**
 * Answers a SELECT over rows that are there.
 * @param from the rows of its table or of its VALUES
 * @throws SqlError
 */
export function runQuery(query: RowQuery, from: Rows, environment: Pick<Scope, 'bindings' | 'constants'>): Rows {
  const scope: Scope = { ...environment, columns: from.columns, qualifier: qualifierOf(query) }
  const matches = compileCondition(query.where, scope)
  const grouped = groupRows(query, scope)
  const plain = grouped ? null : selectedOf(query, scope)
  const columns = grouped ? grouped.columns : (plain ?? []).map(({ name, compiled }) => columnOf(name, compiled))
  const keys = query.orderBy.map((key) => sortBy(key, query, columns, grouped ? null : scope))

  const found = from.rows.filter(matches)
  const made: Made[] = grouped
    ? grouped.run(found).map((row) => ({ row, source: row }))
    : found.map((source) => ({ row: (plain ?? []).map(({ compiled }) => compiled.of(source)), source }))
  const rows = sorted(made, keys).map(({ row }) => row)
  const end = query.limit === null ? undefined : query.offset + query.limit
  return { columns, rows: rows.slice(query.offset, end) }
}

/** The rows after VALUES, their columns named COLUMN1, COLUMN2 … @throws SqlError when one holds what it may not */
export function valueRows(rows: readonly RowExpression[][], environment: Pick<Scope, 'bindings' | 'constants'>): Rows {
  const scope: Scope = { ...environment, columns: [], qualifier: null }
  for (const expression of rows.flat()) refuseCalls(expression)
  const compiled = rows.map((row) => row.map((expression) => compileExpression(expression, scope)))
  const columns = (compiled[0] ?? []).map((first, index): RowColumn => {
    // A column has the type of its first value that has one; the others have to fit it.
    const typed = compiled.map((row) => row[index]).find((cell) => cell && !cell.untyped) ?? first
    const scale = compiled.reduce((most, row) => Math.max(most, row[index]?.scale ?? 0), 0)
    return { name: `COLUMN${index + 1}`, type: typed.type, scale, nullable: true }
  })
  const fitted = compiled.map((row) =>
    row.map((cell, index) => convertTo(cell, columns[index]?.type ?? cell.type, false).of([])),
  )
  return { columns, rows: fitted }
}

/** Snowflake takes values and casts of them here, and no function (snowflake docs: values). */
export function refuseCalls(expression: RowExpression): void {
  const inner = expression.kind === 'cast' ? expression.operand : expression
  if (inner.kind === 'cast') refuseCalls(inner)
  if (inner.kind === 'literal' || inner.kind === 'bind' || inner.kind === 'cast' || inner.kind === 'column') return
  const what = inner.kind === 'call' ? `${inner.name}(…)` : inner.kind.toUpperCase()
  throw new SqlError('002014', '22000', `SQL compilation error:\nInvalid expression [${what}] in VALUES clause`)
}

interface Made {
  row: Row
  source: Row
}

interface Order {
  compiled: Compiled
  /** Whether the key is read from the answer's row, not from the one it was made of. */
  fromAnswer: boolean
  key: SortKey
}

function qualifierOf({ source }: RowQuery): string | null {
  return source.alias ?? (source.kind === 'table' ? (source.path.at(-1) ?? null) : null)
}

function selectedOf({ columns }: RowQuery, scope: Scope): { name: string; compiled: Compiled }[] {
  const all = (): SelectedExpression[] =>
    scope.columns.map(({ name }) => ({ name, expression: { kind: 'column', path: [name], line: 1, position: 0 } }))
  return (columns ?? all()).map(({ name, expression }) => ({ name, compiled: compileExpression(expression, scope) }))
}

function columnOf(name: string, { type, scale = 0 }: Compiled): RowColumn {
  return { name, type, scale, nullable: true }
}

/** A key is a position or a name of the answer before it is anything else. @param scope null where only those are left */
function sortBy(key: SortKey, query: RowQuery, columns: readonly RowColumn[], scope: Scope | null): Order {
  const { expression } = key
  const index = answerIndex(expression, query, columns)
  const column = columns[index]
  if (column) {
    return { key, fromAnswer: true, compiled: { type: column.type, of: (row: Row): Cell => row[index] ?? null } }
  }
  if (expression.kind === 'literal' || !scope) {
    throw new SqlError('000979', '42601', 'SQL compilation error:\n[ORDER BY] is not a valid order by expression')
  }
  return { key, fromAnswer: false, compiled: compileExpression(expression, scope) }
}

function answerIndex(expression: RowExpression, query: RowQuery, columns: readonly RowColumn[]): number {
  if (expression.kind === 'literal') return expression.type === 'fixed' ? Number(expression.value) - 1 : -1
  const name = expression.kind === 'column' && expression.path.length === 1 ? expression.path[0] : null
  const named = columns.findIndex((column) => column.name === name)
  if (named >= 0) return named
  return (query.columns ?? []).findIndex((selected) => isSame(selected.expression, expression))
}

function sorted(made: readonly Made[], orders: readonly Order[]): readonly Made[] {
  if (orders.length === 0) return made
  const keyed = made.map((item) => ({
    item,
    cells: orders.map(({ compiled, fromAnswer }) => compiled.of(fromAnswer ? item.row : item.source)),
  }))
  keyed.sort((one, other) => {
    for (const [index, { compiled, key }] of orders.entries()) {
      const order = compareKeys(compiled, key, one.cells[index] ?? null, other.cells[index] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}

function compareKeys({ type }: Compiled, { descending, nulls }: SortKey, one: Cell, other: Cell): number {
  if (one === null || other === null) {
    const order = Number(one === null) - Number(other === null)
    return nulls === 'last' ? order : -order
  }
  const order = compareCells(type, one, other)
  return descending ? -order : order
}
