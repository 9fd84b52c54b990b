import { SqlError } from '../sql/sql-error.ts'
import { parseDecimal } from './decimal.ts'
import { canonicalJson, printJson } from './json-cell.ts'
import { parseDate, parseTime, parseTimestamp, printDate, printTime, printTimestamp } from './timestamp.ts'
import { type Cell, isSemiStructured, sqlTypeName, type ValueType } from './value.ts'

/** Takes a cell of one type to another. @throws SqlError for a value that the other type cannot hold */
export type Convert = (cell: string) => Cell

/**
 * How a cell of one type becomes one of another (snowflake docs: data-type-conversion); null when Snowflake refuses
 * the pair as such. `asked` tells a cast from what happens by itself when a value is stored or compared: text becomes
 * an array or an object only by PARSE_JSON.
 */
export function conversion(from: ValueType, to: ValueType, asked: boolean): Convert | null {
  if (from === to) return (cell) => cell
  if (from === 'variant') return fromVariant(to, asked)
  if (to === 'variant') return toVariant(from)
  if (isSemiStructured(to)) return asked && to === 'array' && from === 'text' ? (cell) => JSON.stringify([cell]) : null
  if (isSemiStructured(from)) return asked && to === 'text' ? (cell) => cell : null
  if (from === 'text') return FROM_TEXT[to]
  if (to === 'text') return printer(from)
  return between(from, to)
}

const FROM_TEXT: Record<ValueType, Convert> = {
  text: (cell) => cell,
  fixed: (cell) => parseDecimal(cell) ?? notRecognized('100038', '22018', 'Numeric value', cell),
  real: (cell) => printReal(parseReal(cell)),
  boolean: (cell) => parseBoolean(cell) ?? notRecognized('100037', '22018', 'Boolean value', cell),
  binary: (cell) => parseBinary(cell) ?? notRecognized('100115', '22018', 'Binary value', cell),
  date: (cell) => parseDate(cell) ?? notRecognized('100040', '22007', 'Date', cell),
  time: (cell) => parseTime(cell) ?? notRecognized('100108', '22007', 'Time', cell),
  timestamp_ntz: (cell) => parseTimestamp(cell, 'timestamp_ntz') ?? notRecognized('100035', '22007', 'Timestamp', cell),
  timestamp_ltz: (cell) => parseTimestamp(cell, 'timestamp_ltz') ?? notRecognized('100035', '22007', 'Timestamp', cell),
  timestamp_tz: (cell) => parseTimestamp(cell, 'timestamp_tz') ?? notRecognized('100035', '22007', 'Timestamp', cell),
  array: (cell) => cell,
  object: (cell) => cell,
  variant: (cell) => cell,
}

/** NaN and the infinities are values of a FLOAT, as text they are read in any case. */
export function parseReal(text: string): number {
  const special = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[text.trim().toLowerCase()]
  if (special !== undefined) return special
  const value = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN
  return Number.isNaN(value) ? notRecognized('100038', '22018', 'Numeric value', text) : value
}

export function printReal(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return String(value)
}

function printer(from: ValueType): Convert | null {
  if (from === 'date') return printDate
  if (from === 'time') return printTime
  return from.startsWith('timestamp') ? printTimestamp : (cell) => cell
}

/** Neither end is text or semi-structured. */
function between(from: ValueType, to: ValueType): Convert | null {
  const numeric = (type: ValueType) => type === 'fixed' || type === 'real'
  if (numeric(from) && numeric(to)) return FROM_TEXT[to]
  if (from === 'boolean' && numeric(to)) return (cell) => (cell === 'true' ? '1' : '0')
  if (numeric(from) && to === 'boolean') return (cell) => String(Number(cell) !== 0)
  const printed = printer(from)
  const timed = (type: ValueType) => type === 'date' || type.startsWith('timestamp')
  if (!timed(from) || !timed(to) || !printed) return null
  return (cell) => {
    const text = String(printed(cell))
    return FROM_TEXT[to](to === 'date' ? text.slice(0, 10) : text)
  }
}

function toVariant(from: ValueType): Convert {
  if (from === 'fixed' || from === 'boolean' || isSemiStructured(from)) return (cell) => cell
  if (from === 'real') return (cell) => (Number.isFinite(Number(cell)) ? cell : JSON.stringify(cell))
  const printed = printer(from)
  return (cell) => JSON.stringify(printed ? printed(cell) : cell)
}

function fromVariant(to: ValueType, asked: boolean): Convert {
  return (cell) => {
    if (cell === 'null') return null
    const value: unknown = JSON.parse(cell)
    if (to === 'array') return Array.isArray(value) ? cell : canonicalJson([value])
    if (to === 'object') {
      if (typeof value === 'object' && !Array.isArray(value)) return cell
      throw castFailed(cell, to)
    }
    if (typeof value === 'object' && !(asked && to === 'text')) throw castFailed(cell, to)
    return FROM_TEXT[to](printJson(value))
  }
}

function parseBoolean(text: string): string | null {
  const word = text.trim().toLowerCase()
  if (['true', 't', 'yes', 'y', 'on', '1'].includes(word)) return 'true'
  return ['false', 'f', 'no', 'n', 'off', '0'].includes(word) ? 'false' : null
}

/** Hexadecimal digits, as BINARY_INPUT_FORMAT has it unless told otherwise. */
function parseBinary(text: string): string | null {
  return /^(?:[0-9a-f]{2})*$/i.test(text) ? text.toUpperCase() : null
}

function castFailed(cell: string, to: ValueType): SqlError {
  return new SqlError('100071', '22000', `Failed to cast variant value ${cell.slice(0, 64)} to ${sqlTypeName(to)}`)
}

function notRecognized(code: string, sqlState: string, what: string, cell: string): never {
  throw new SqlError(code, sqlState, `${what} '${cell.slice(0, 64)}' is not recognized`)
}
