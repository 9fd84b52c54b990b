import { SqlError } from '../sql/sql-error.ts'
import { invalidArguments, isAggregate, unknownFunction } from './call-function.ts'
import { compareCells } from './compare-cells.ts'
import { compileExpression } from './compile-expression.ts'
import { type Compiled, convertTo, type Scope } from './compiled.ts'
import { printReal } from './convert-cell.ts'
import { sumDecimals } from './decimal.ts'
import { expressionText } from './expression-text.ts'
import type { RowExpression, RowQuery } from './row-expression.ts'
import type { Cell, Row, RowColumn } from './value.ts'
import { requireMakeable, spend } from './work.ts'

type Call = Extract<RowExpression, { kind: 'call' }>

/** A column of a grouped answer: what it is, and its cell for the rows of one group. */
interface GroupColumn {
  column: RowColumn
  cell(rows: readonly Row[]): Cell
}

/** Prepares a query that groups or counts; null for one that answers row by row. @throws SqlError */
export function groupRows(query: RowQuery, scope: Scope) {
  const counts = (query.columns ?? []).some(({ expression }) => asAggregate(expression))
  if (query.groupBy.length === 0 && !counts) return null
  if (!query.columns) throw notGrouped('*')
  const groupBy = new Map(
    query.groupBy.map((expression) => meantBy(expression, query, scope)).map((key) => [expressionText(key), key]),
  )
  const keys = [...groupBy.values()].map((expression) => compileExpression(expression, scope))
  const made = query.columns.map(({ name, expression }): GroupColumn => {
    const call = asAggregate(expression)
    if (call) return aggregate(name, call, scope)
    if (!groupBy.has(expressionText(expression))) throw notGrouped(name)
    const compiled = compileExpression(expression, scope)
    return { column: columnOf(name, compiled), cell: (rows) => (rows[0] ? compiled.of(rows[0]) : null) }
  })
  return {
    columns: made.map(({ column }) => column),
    run(rows: readonly Row[]): Row[] {
      spend(scope.work, rows.length * made.length)
      const groups = [...Map.groupBy(rows, (row) => JSON.stringify(keys.map((key) => key.of(row)))).values()]
      // Without GROUP BY there is one group, be it empty.
      const wanted = keys.length === 0 ? [rows] : groups
      requireMakeable(wanted.length, made.length)
      return wanted.map((group) => made.map(({ cell }) => cell(group)))
    },
  }
}

const asAggregate = (expression: RowExpression): Call | null =>
  expression.kind === 'call' && isAggregate(expression.name) ? expression : null

/** `GROUP BY 1` means what stands in the list of columns; so does an alias, unless the table has a column of that name. */
function meantBy(expression: RowExpression, { columns }: RowQuery, scope: Scope): RowExpression {
  if (expression.kind === 'literal' && expression.type === 'fixed') {
    const selected = columns?.[Number(expression.value) - 1]
    if (!selected) throw notGrouped(String(expression.value))
    return selected.expression
  }
  const name = expression.kind === 'column' && expression.path.length === 1 ? expression.path[0] : null
  if (name === null || scope.columns.some((column) => column.name === name)) return expression
  return columns?.find((selected) => selected.name === name)?.expression ?? expression
}

function aggregate(name: string, call: Call, scope: Scope): GroupColumn {
  const values = call.arguments.map((argument) => compileExpression(argument, scope))
  const [value] = values
  if (call.star) {
    if (call.name !== 'COUNT') throw unknownFunction(call.name)
    return { column: counted(name), cell: (rows) => String(rows.length) }
  }
  if (!value || values.length > 1) throw invalidArguments(call.name, values)
  const cells = (rows: readonly Row[]): string[] => {
    const present = rows.map((row) => value.of(row)).filter((cell) => cell !== null)
    return call.distinct ? [...new Set(present)] : present
  }
  switch (call.name) {
    case 'COUNT':
      return { column: counted(name), cell: (rows) => String(cells(rows).length) }
    case 'SUM':
      return sum(name, value, cells)
    case 'MIN':
    case 'MAX': {
      const { type } = value
      if (type === 'array' || type === 'object') throw invalidArguments(call.name, values)
      const wanted = call.name === 'MIN' ? -1 : 1
      const better = (one: string, other: string) =>
        Math.sign(compareCells(type, other, one)) === wanted ? other : one
      return {
        column: columnOf(name, value),
        cell: (rows) => {
          const present = cells(rows)
          return present.length === 0 ? null : present.reduce(better)
        },
      }
    }
    default:
      throw unknownFunction(call.name)
  }
}

function sum(name: string, value: Compiled, cells: (rows: readonly Row[]) => string[]): GroupColumn {
  const { type } = value
  if (type !== 'fixed' && type !== 'real') throw invalidArguments('SUM', [convertTo(value, type, false)])
  const add = (present: readonly string[]) =>
    type === 'fixed' ? sumDecimals(present) : printReal(present.reduce((total, cell) => total + Number(cell), 0))
  return {
    column: columnOf(name, value),
    cell: (rows) => {
      const present = cells(rows)
      return present.length === 0 ? null : add(present)
    },
  }
}

const counted = (name: string): RowColumn => ({ name, type: 'fixed', scale: 0, nullable: false })

const columnOf = (name: string, { type, scale = 0 }: Compiled): RowColumn => ({ name, type, scale, nullable: true })

function notGrouped(name: string): SqlError {
  return new SqlError(
    '000979',
    '42601',
    `SQL compilation error:\n[${name.slice(0, 128)}] is not a valid group by expression`,
  )
}
