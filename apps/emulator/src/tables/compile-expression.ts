import type { Binding } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { callFunction } from './call-function.ts'
import { compareCells } from './compare-cells.ts'
import { type Compiled, convertTo, type Scope } from './compiled.ts'
import { parseDecimal, roundDecimal } from './decimal.ts'
import { matchesLike } from './like.ts'
import type { Comparison, Place, RowExpression } from './row-expression.ts'
import {
  type Cell,
  isSemiStructured,
  type Row,
  type RowColumn,
  sqlTypeName,
  type TypedCell,
  type ValueType,
} from './value.ts'

/** @throws SqlError for a name that stands for nothing, and types that do not go together; also for no row at all */
export function compileExpression(expression: RowExpression, scope: Scope): Compiled {
  const compile = (inner: RowExpression) => compileExpression(inner, scope)
  switch (expression.kind) {
    case 'literal':
      return constant(expression)
    case 'bind':
      return constant(boundValue(scope, expression.index))
    case 'column':
      return compileName(expression, scope)
    case 'call':
      return callFunction(expression, expression.arguments.map(compile), scope)
    case 'cast':
      return cast(compile(expression.operand), expression.type)
    case 'and':
    case 'or': {
      const operands = expression.operands.map((operand) => toBoolean(compile(operand)))
      return boolean(expression.kind === 'and' ? (row) => all(operands, row, false) : (row) => all(operands, row, true))
    }
    case 'not': {
      const operand = toBoolean(compile(expression.operand))
      return boolean((row) => negate(truth(operand.of(row))))
    }
    case 'concatenation': {
      const operands = expression.operands.map((operand) => convertTo(compile(operand), 'text', false))
      return { type: 'text', of: (row) => concatenate(operands, row) }
    }
    case 'comparison':
      return compare(compile(expression.left), compile(expression.right), expression.operator)
    case 'in': {
      const operand = compile(expression.operand)
      const choices = expression.choices.map((choice) => compare(operand, compile(choice), '='))
      return boolean((row) => negateIf(expression.negated, all(choices, row, true)))
    }
    case 'between': {
      const operand = compile(expression.operand)
      const both = [compare(operand, compile(expression.low), '>='), compare(operand, compile(expression.high), '<=')]
      return boolean((row) => negateIf(expression.negated, all(both, row, false)))
    }
    case 'like':
      return compileLike(expression, compile)
    case 'is null': {
      const operand = compile(expression.operand)
      return boolean((row) => (operand.of(row) === null) !== expression.negated)
    }
  }
}

/** NUMBER without digits is NUMBER(38, 0): a cast to it rounds, half away from zero. */
function cast(operand: Compiled, type: ValueType): Compiled {
  const converted = convertTo(operand, type, true)
  if (type !== 'fixed' || converted.untyped) return converted
  return {
    type,
    scale: 0,
    of(row) {
      const cell = converted.of(row)
      return cell === null ? null : roundDecimal(cell, 0)
    },
  }
}

/** A condition as a test of rows: unknown is not true. */
export function compileCondition(expression: RowExpression | null, scope: Scope): (row: Row) => boolean {
  if (!expression) return () => true
  const condition = toBoolean(compileExpression(expression, scope))
  return (row) => condition.of(row) === 'true'
}

export function invalidIdentifier(path: readonly string[], { line, position }: Place): SqlError {
  const name = path.join('.').slice(0, 128)
  const message = `SQL compilation error: error line ${line} at position ${position}\ninvalid identifier '${name}'`
  return new SqlError('000904', '42000', message)
}

type Truth = boolean | null

const truth = (cell: Cell): Truth => (cell === null ? null : cell === 'true')
const negate = (value: Truth): Truth => (value === null ? null : !value)
const negateIf = (negated: boolean, value: Truth): Truth => (negated ? negate(value) : value)
const toBoolean = (compiled: Compiled): Compiled => convertTo(compiled, 'boolean', false)

function boolean(of: (row: Row) => Truth): Compiled {
  return {
    type: 'boolean',
    of(row) {
      const value = of(row)
      return value === null ? null : String(value)
    },
  }
}

/** Three-valued AND (`decisive` false) and OR (`decisive` true): the decisive value wins over the unknown one. */
function all(operands: readonly Compiled[], row: Row, decisive: boolean): Truth {
  let unknown = false
  for (const operand of operands) {
    const value = truth(operand.of(row))
    if (value === decisive) return decisive
    unknown ||= value === null
  }
  return unknown ? null : !decisive
}

function constant({ type, value }: TypedCell): Compiled {
  if (value === null) return { type, untyped: true, of: () => null }
  const cell = type === 'fixed' ? parseDecimal(value) : value
  if (cell === null) throw new SqlError('100038', '22018', `Numeric value '${value.slice(0, 64)}' is not recognized`)
  return { type, ...(type === 'fixed' ? { scale: cell.split('.')[1]?.length ?? 0 } : {}), of: () => cell }
}

function boundValue({ bindings }: Scope, index: number): Binding {
  const binding = bindings[index - 1]
  if (!binding) throw new SqlError('002049', '42601', 'SQL compilation error:\nBind variable ? not set.')
  return binding
}

function compileName(expression: Extract<RowExpression, { kind: 'column' }>, scope: Scope): Compiled {
  const { path } = expression
  const name = path.at(-1) ?? ''
  const qualified = path.length === 2 && path[0] === scope.qualifier
  const index = path.length === 1 || qualified ? (placesOf(scope.columns).get(name) ?? -1) : -1
  const column = scope.columns[index]
  if (column) return { type: column.type, scale: column.scale, of: (row) => row[index] ?? null }
  const known = path.length === 1 ? scope.constants.get(name) : undefined
  if (known) return constant(known)
  throw invalidIdentifier(path, expression)
}

const places = new WeakMap<readonly RowColumn[], ReadonlyMap<string, number>>()

/** Where each column is, worked out once for all the names of a statement. */
function placesOf(columns: readonly RowColumn[]): ReadonlyMap<string, number> {
  const known = places.get(columns) ?? new Map(columns.map(({ name }, index) => [name, index]))
  places.set(columns, known)
  return known
}

function compileLike(
  expression: Extract<RowExpression, { kind: 'like' }>,
  compile: (inner: RowExpression) => Compiled,
): Compiled {
  const operand = convertTo(compile(expression.operand), 'text', false)
  const pattern = convertTo(compile(expression.pattern), 'text', false)
  const fold = (text: string) => (expression.ignoreCase ? text.toLowerCase() : text)
  return boolean((row) => {
    const [text, wanted] = [operand.of(row), pattern.of(row)]
    if (text === null || wanted === null) return null
    return matchesLike(fold(text), fold(wanted)) !== expression.negated
  })
}

const HOLDS: Record<Comparison, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

function compare(left: Compiled, right: Compiled, operator: Comparison): Compiled {
  const type = left.untyped ? right.type : right.untyped ? left.type : commonType(left.type, right.type)
  const ordered = operator !== '=' && operator !== '<>'
  if (type === null || (ordered && isSemiStructured(type) && type !== 'variant')) {
    const message = `SQL compilation error:\nCan not compare ${sqlTypeName(left.type)} and ${sqlTypeName(right.type)}`
    throw new SqlError('001038', '22023', message)
  }
  const [a, b] = [convertTo(left, type, false), convertTo(right, type, false)]
  return boolean((row) => {
    const [one, other] = [a.of(row), b.of(row)]
    return one === null || other === null ? null : HOLDS[operator](compareCells(type, one, other))
  })
}

/** The type in which two are compared: text gives way to everything else, a whole day to a moment. */
function commonType(left: ValueType, right: ValueType): ValueType | null {
  if (left === right) return left
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one === 'variant') return other
    if (one === 'text') return isSemiStructured(other) ? null : other
    if (one === 'boolean' && (other === 'fixed' || other === 'real')) return 'boolean'
    if (one === 'fixed' && other === 'real') return 'real'
    if (one.startsWith('timestamp') && (other === 'date' || other.startsWith('timestamp'))) return one
  }
  return null
}

function concatenate(operands: readonly Compiled[], row: Row): Cell {
  const cells = operands.map((operand) => operand.of(row))
  return cells.some((cell) => cell === null) ? null : cells.join('')
}
