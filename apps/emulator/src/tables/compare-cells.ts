import { compareDecimals } from './decimal.ts'
import type { ValueType } from './value.ts'

/** Orders cells of one type, neither of them null: negative, zero or positive. */
export function compareCells(type: ValueType, left: string, right: string): number {
  switch (type) {
    case 'fixed':
      return compareDecimals(left, right)
    case 'date':
    case 'time':
      return Number(left) - Number(right)
    case 'timestamp_ntz':
    case 'timestamp_ltz':
    case 'timestamp_tz':
      return compareDecimals(String(left.split(' ')[0]), String(right.split(' ')[0]))
    case 'real':
      return compareReals(toNumber(left), toNumber(right))
    case 'text':
    case 'boolean':
    case 'binary':
    case 'array':
    case 'object':
    case 'variant':
      return left < right ? -1 : left > right ? 1 : 0
  }
}

/** The same text for two cells of one type exactly when they are equal. */
export function cellKey(type: ValueType, cell: string): string {
  switch (type) {
    case 'fixed':
      return shortest(cell)
    case 'timestamp_ntz':
    case 'timestamp_ltz':
    case 'timestamp_tz':
      return shortest(String(cell.split(' ')[0]))
    case 'date':
    case 'time':
    case 'real':
      return String(toNumber(cell))
    case 'text':
    case 'boolean':
    case 'binary':
    case 'array':
    case 'object':
    case 'variant':
      return cell
  }
}

/** A decimal without the zeros at its end that say nothing, and without the sign of a zero. */
function shortest(decimal: string): string {
  const text = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
  return /[1-9]/.test(text) ? text : '0'
}

/** Greater than everything else is NaN (snowflake docs: data-types-numeric). */
function compareReals(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
  return left < right ? -1 : left > right ? 1 : 0
}

function toNumber(cell: string): number {
  return cell === 'inf' ? Infinity : cell === '-inf' ? -Infinity : Number(cell)
}
