import { SqlError } from '../sql/sql-error.ts'
import { cellKey, compareCells } from './compare-cells.ts'
import { type Compiled, convertTo } from './compiled.ts'
import type { Comparison } from './row-expression.ts'
import { boolean, type Truth } from './truth.ts'
import { isSemiStructured, type Row, sqlTypeName, type ValueType } from './value.ts'

const HOLDS: Record<Comparison, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** @throws SqlError for types that do not go together */
export function compare(left: Compiled, right: Compiled, operator: Comparison): Compiled {
  const type = comparedAs(left, right, operator !== '=' && operator !== '<>')
  const [a, b] = [convertTo(left, type, false), convertTo(right, type, false)]
  return boolean((row) => {
    const [one, other] = [a.of(row), b.of(row)]
    return one === null || other === null ? null : HOLDS[operator](compareCells(type, one, other))
  })
}

/**
 * Whether the operand is one of many values that are the same for every row: they are looked up, not gone through.
 * @throws SqlError for types that do not go together
 */
export function isAmong(operand: Compiled, constants: readonly Compiled[]): Compiled {
  const byType = Map.groupBy(constants, (constant) => comparedAs(operand, constant, false))
  const groups = [...byType].map(([type, choices]) => {
    const converted = choices.map((choice) => convertTo(choice, type, false))
    return { type, cell: convertTo(operand, type, false), choices: once(() => converted.map(({ of }) => of([]))) }
  })
  const lookups = groups.map(({ type, cell, choices }) => {
    const keys = once(() => new Set(choices().flatMap((choice) => (choice === null ? [] : [cellKey(type, choice)]))))
    const hasNull = once(() => choices().includes(null))
    return (row: Row): Truth => {
      const value = cell.of(row)
      if (value === null) return null
      return keys().has(cellKey(type, value)) || (hasNull() ? null : false)
    }
  })
  return boolean((row) => {
    const answers = lookups.map((lookup) => lookup(row))
    return answers.includes(true) || (answers.includes(null) ? null : false)
  })
}

/** Worked out when it is first needed: where there are no rows, a value that cannot be converted harms nobody. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function comparedAs(left: Compiled, right: Compiled, ordered: boolean): ValueType {
  const type = left.untyped ? right.type : right.untyped ? left.type : commonType(left.type, right.type)
  if (type !== null && !(ordered && isSemiStructured(type) && type !== 'variant')) return type
  const message = `SQL compilation error:\nCan not compare ${sqlTypeName(left.type)} and ${sqlTypeName(right.type)}`
  throw new SqlError('001038', '22023', message)
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
