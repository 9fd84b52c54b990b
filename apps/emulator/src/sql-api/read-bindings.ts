import type { Binding } from '../sql/session.ts'
import { SqlError } from '../sql/sql-error.ts'
import { parseReal, printReal } from '../tables/convert-cell.ts'
import { secondsCell } from '../tables/timestamp.ts'
import { type StatementRequest, unsupported } from './statement-request.ts'

/** Bind values in order. @throws SqlError when one is missing, of a type that is not supported, or malformed */
export function readBindings(bindings: StatementRequest['bindings']): Binding[] {
  const given = bindings ?? {}
  return Object.keys(given).map((_, index) => {
    const binding = given[String(index + 1)]
    if (!binding) throw unsupported(`Bindings must be numbered from 1 without a gap; ${index + 1} is missing.`)
    return readBinding(binding.type.toUpperCase(), binding.value)
  })
}

function readBinding(type: string, value: string | null): Binding {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (!kind) throw unsupported(`Binding type '${type.slice(0, 64)}' is not supported.`)
  return { type: kind.type, value: value === null ? null : kind.read(value) }
}

/** A date comes in milliseconds and a time in nanoseconds (snowflake docs: sql-api/submitting-requests). */
const KINDS: Readonly<Record<string, { type: Binding['type']; read: (value: string) => string }>> = {
  TEXT: { type: 'text', read: (value) => value },
  FIXED: { type: 'fixed', read: (value) => matching(value, /^-?\d+(?:\.\d+)?$/, 'Numeric value') },
  REAL: { type: 'real', read: (value) => printReal(parseReal(value)) },
  BOOLEAN: { type: 'boolean', read: (value) => matching(value.toLowerCase(), /^(?:true|false)$/, 'Boolean value') },
  BINARY: { type: 'binary', read: (value) => matching(value.toUpperCase(), /^(?:[0-9A-F]{2})*$/, 'Binary value') },
  DATE: {
    type: 'date',
    read: (value) => String(Math.floor(Number(matching(value, /^-?\d{1,15}$/, 'Date')) / MS_PER_DAY)),
  },
  TIME: { type: 'time', read: (value) => secondsCell(BigInt(matching(value, /^\d{1,14}$/, 'Time'))) },
  TIMESTAMP_NTZ: { type: 'timestamp_ntz', read: readTimestamp },
  TIMESTAMP_LTZ: { type: 'timestamp_ltz', read: readTimestamp },
  TIMESTAMP_TZ: {
    type: 'timestamp_tz',
    read: (value) => {
      const [nanoseconds = '', offset] = matching(value, /^-?\d{1,21} \d{1,4}$/, 'Timestamp').split(' ')
      return `${readTimestamp(nanoseconds)} ${offset}`
    },
  },
}

const MS_PER_DAY = 86_400_000

function readTimestamp(value: string): string {
  return secondsCell(BigInt(matching(value, /^-?\d{1,21}$/, 'Timestamp')))
}

function matching(value: string, form: RegExp, what: string): string {
  if (form.test(value)) return value
  throw new SqlError('100037', '22018', `${what} '${value.slice(0, 64)}' is not recognized`)
}
