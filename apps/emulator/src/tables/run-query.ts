import { SqlError } from '../sql/sql-error.ts'
import { compareCells } from './compare-cells.ts'
import { compileCondition, compileExpression } from './compile-expression.ts'
import { type Compiled, convertTo, type Environment, type Scope } from './compiled.ts'
import { expressionText } from './expression-text.ts'
import { groupRows } from './group-rows.ts'

import type { RowExpression, RowQuery, SelectedExpression, SortKey } from './row-expression.ts'
import type { Cell, Row, RowColumn } from './value.ts'
import { requireMakeable, spend } from './work.ts'

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
export function runQuery(query: RowQuery, from: Rows, environment: Environment): Rows {
  const scope: Scope = { ...environment, columns: from.columns, qualifier: qualifierOf(query) }
  const matches = compileCondition(query.where, scope)
  const grouped = groupRows(query, scope)
  const end = query.limit === null ? undefined : query.offset + query.limit
  const found = () => from.rows.filter(matches)
  if (grouped) {
    const { columns } = grouped
    const answered = columns.map(({ type }, index): Compiled => ({ type, of: (row) => row[index] ?? null }))
    const keys = sortKeys(query, columns, answered, null)
    return { columns, rows: sorted(grouped.run(found()), keys, scope).slice(query.offset, end) }
  }
  const selected = selectedOf(query, scope)
  const compiled = selected.map((column) => column.compiled)
  const columns = selected.map((column) => columnOf(column.name, column.compiled))
  const keys = sortKeys(query, columns, compiled, scope)
  const rows = sorted(found(), keys, scope).slice(query.offset, end)
  requireMakeable(rows.length, columns.length)
  return { columns, rows: rows.map((row) => compiled.map((cell) => cell.of(row))) }
}

/** The rows after VALUES, their columns named COLUMN1, COLUMN2 … @throws SqlError when one holds what it may not */
export function valueRows(rows: readonly RowExpression[][], environment: Environment): Rows {
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

interface Order {
  compiled: Compiled
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

/**
 * A key is a position or a name of the answer before it is anything else.
 * @param answered the columns of the answer, as they are read from what is sorted
 * @param scope null where nothing but the answer can be sorted by
 */
function sortKeys(
  query: RowQuery,
  columns: readonly RowColumn[],
  answered: readonly Compiled[],
  scope: Scope | null,
): Order[] {
  const byName = firstPlaces(columns.map(({ name }) => name))
  let byText: ReadonlyMap<string, number> | null = null
  const answerIndex = (expression: RowExpression): number => {
    if (expression.kind === 'literal') return expression.type === 'fixed' ? Number(expression.value) - 1 : -1
    const name = expression.kind === 'column' && expression.path.length === 1 ? expression.path[0] : undefined
    const named = name === undefined ? undefined : byName.get(name)
    if (named !== undefined) return named
    byText ??= firstPlaces((query.columns ?? []).map((selected) => expressionText(selected.expression)))
    return byText.get(expressionText(expression)) ?? -1
  }
  return query.orderBy.map((key) => {
    const { expression } = key
    const column = answered[answerIndex(expression)]
    if (column) return { key, compiled: column }
    if (expression.kind === 'literal' || !scope) {
      throw new SqlError('000979', '42601', 'SQL compilation error:\n[ORDER BY] is not a valid order by expression')
    }
    return { key, compiled: compileExpression(expression, scope) }
  })
}

function firstPlaces(texts: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [index, text] of texts.entries()) if (!places.has(text)) places.set(text, index)
  return places
}

function sorted(rows: readonly Row[], orders: readonly Order[], { work }: Scope): readonly Row[] {
  if (orders.length === 0) return rows
  spend(work, rows.length * orders.length)
  const keyed = rows.map((row) => ({ row, cells: orders.map(({ compiled }) => compiled.of(row)) }))
  keyed.sort((one, other) => {
    for (const [index, { compiled, key }] of orders.entries()) {
      const order = compareKeys(compiled, key, one.cells[index] ?? null, other.cells[index] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

function compareKeys({ type }: Compiled, { descending, nulls }: SortKey, one: Cell, other: Cell): number {
  if (one === null || other === null) {
    const order = Number(one === null) - Number(other === null)
    return nulls === 'last' ? order : -order
  }
  const order = compareCells(type, one, other)
  return descending ? -order : order
}
