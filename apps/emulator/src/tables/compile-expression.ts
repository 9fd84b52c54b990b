import type { Binding } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { callFunction } from './call-function.ts'
import { compare, isAmong } from './compare-expressions.ts'
import { type Compiled, convertTo, type Scope } from './compiled.ts'
import { parseDecimal, roundDecimal } from './decimal.ts'
import { matchesLike } from './like.ts'
import type { Place, RowExpression } from './row-expression.ts'
import { all, boolean, negate, negateIf, truth } from './truth.ts'
import { type Cell, LONGEST_TEXT, type Row, type RowColumn, type TypedCell, type ValueType } from './value.ts'
import { spend, stepsOf, type Work } from './work.ts'

/** @throws SqlError for a name that stands for nothing, and types that do not go together; also for no row at all */
export function compileExpression(expression: RowExpression, scope: Scope): Compiled {
  const compiled = compileKind(expression, scope)
  return isConstant(expression) ? compiled : counted(compiled, scope.work, 1)
}

function compileKind(expression: RowExpression, scope: Scope): Compiled {
  const compile = (inner: RowExpression) => compileExpression(inner, scope)
  switch (expression.kind) {
    case 'literal':
      return constant(expression)
    case 'bind':
      return constant(boundValue(scope, expression.index))
    case 'column':
      return compileName(expression, scope)
    case 'call':
      return callFunction(
        expression,
        expression.arguments.map((argument) => counted(compile(argument), scope.work, CALL_WEIGHT)),
        scope,
      )
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
      const constants = expression.choices.filter(isConstant).map(compile)
      const others = expression.choices.filter((choice) => !isConstant(choice))
      const choices = [
        ...(constants.length === 0 ? [] : [isAmong(operand, constants)]),
        ...others.map((choice) => compare(operand, compile(choice), '=')),
      ]
      return boolean((row) => negateIf(expression.negated, all(choices, row, true)))
    }
    case 'between': {
      const operand = compile(expression.operand)
      const both = [compare(operand, compile(expression.low), '>='), compare(operand, compile(expression.high), '<=')]
      return boolean((row) => negateIf(expression.negated, all(both, row, false)))
    }
    case 'like':
      return compileLike(expression, compile, scope.work)
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

const toBoolean = (compiled: Compiled): Compiled => convertTo(compiled, 'boolean', false)

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

/** So many letters are compared one by one in the time of one step. */
const LETTERS_PER_STEP = 8

function compileLike(
  expression: Extract<RowExpression, { kind: 'like' }>,
  compile: (inner: RowExpression) => Compiled,
  work: Work,
): Compiled {
  const operand = convertTo(compile(expression.operand), 'text', false)
  const pattern = convertTo(compile(expression.pattern), 'text', false)
  const hears = (letters: number) => spend(work, letters / LETTERS_PER_STEP)
  const fold = (text: string) => (expression.ignoreCase ? text.toLowerCase() : text)
  return boolean((row) => {
    const [text, wanted] = [operand.of(row), pattern.of(row)]
    if (text === null || wanted === null) return null
    spend(work, stepsOf(text) + stepsOf(wanted))
    return matchesLike(fold(text), fold(wanted), hears) !== expression.negated
  })
}

function concatenate(operands: readonly Compiled[], row: Row): Cell {
  const cells = operands.map((operand) => operand.of(row))
  if (cells.includes(null)) return null
  const length = cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0)
  if (length <= LONGEST_TEXT) return cells.join('')
  throw new SqlError('100078', '22000', `String of ${length} characters is too long and would be truncated`)
}

/** A value that is the same for every row, as it is written. */
function isConstant({ kind }: RowExpression): boolean {
  return kind === 'literal' || kind === 'bind'
}

/** What a function does with a text takes longer than to read it. */
const CALL_WEIGHT = 8

/** The same, at the cost of what it gives. */
function counted(compiled: Compiled, work: Work, weight: number): Compiled {
  return {
    ...compiled,
    of(row) {
      const cell = compiled.of(row)
      spend(work, stepsOf(cell) * weight)
      return cell
    },
  }
}
