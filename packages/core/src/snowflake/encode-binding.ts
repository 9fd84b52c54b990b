import type { SqlBindingType } from './bind-values.ts'

/**
 * A value that a person wrote, for a `?` of the given type: the same text that `decodeRow` gives for it.
 *
 * - DATE `2026-11-20`, TIME `13:37:00.5`, TIMESTAMP_NTZ `2026-11-20 13:37:00.5` (a `T` may stand for the blank)
 * - TIMESTAMP_LTZ and TIMESTAMP_TZ with `Z` or `+01:00` after it
 * - BINARY in hexadecimal digits, BOOLEAN `true` or `false`, FIXED, DECFLOAT and REAL as digits, REAL also `NaN` and `inf`
 *
 * On the wire a date is milliseconds and a time is nanoseconds (source: snowflake docs, sql-api/submitting-requests).
 *
 * @throws RangeError that says what the type takes
 */
export function encodeBinding(type: SqlBindingType, text: string): { type: SqlBindingType; value: string } {
  const value = ENCODERS[type](text)
  if (value !== null) return { type, value }
  throw new RangeError(`${JSON.stringify(text.slice(0, 60))} is no ${type}: it takes ${EXAMPLES[type]}.`)
}

export const SQL_BINDING_TYPES: readonly SqlBindingType[] = [
  'FIXED',
  'REAL',
  'DECFLOAT',
  'TEXT',
  'BINARY',
  'BOOLEAN',
  'DATE',
  'TIME',
  'TIMESTAMP_NTZ',
  'TIMESTAMP_LTZ',
  'TIMESTAMP_TZ',
]

const EXAMPLES: Record<SqlBindingType, string> = {
  FIXED: 'a number such as -12.50',
  REAL: 'a number such as 1.5e3, NaN, inf or -inf',
  DECFLOAT: 'a number such as 1.5e3',
  TEXT: 'any text',
  BINARY: 'pairs of hexadecimal digits such as cafe01',
  BOOLEAN: 'true or false',
  DATE: 'a date such as 2026-11-20',
  TIME: 'a time such as 13:37:00.5',
  TIMESTAMP_NTZ: 'a date and time without a zone, such as 2026-11-20 13:37:00.5',
  TIMESTAMP_LTZ: 'a date and time with its zone, such as 2026-11-20 13:37:00.5Z',
  TIMESTAMP_TZ: 'a date and time with its zone, such as 2026-11-20 13:37:00.5+01:00',
}

const ENCODERS: Record<SqlBindingType, (text: string) => string | null> = {
  FIXED: (text) => matching(/^[+-]?\d+(?:\.\d+)?$/, text),
  REAL: (text) => matching(/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|-?inf)$/i, text),
  DECFLOAT: (text) => matching(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i, text),
  TEXT: (text) => text,
  BINARY: (text) => matching(/^(?:[0-9a-f]{2})*$/i, text),
  BOOLEAN: (text) => matching(/^(?:true|false)$/i, text)?.toLowerCase() ?? null,
  DATE: (text) => {
    const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readMoment(text) : null
    return moment && String(moment.wallNanos / NANOS_PER_MS)
  },
  TIME: (text) => {
    const moment = /^\d{2}:/.test(text) ? readMoment(`1970-01-01 ${text}`) : null
    return moment && moment.offsetMinutes === null ? String(moment.wallNanos) : null
  },
  TIMESTAMP_NTZ: (text) => {
    const moment = readMoment(text)
    return moment && moment.offsetMinutes === null ? String(moment.wallNanos) : null
  },
  TIMESTAMP_LTZ: (text) => readInstant(text)?.nanos ?? null,
  TIMESTAMP_TZ: (text) => {
    const instant = readInstant(text)
    return instant && `${instant.nanos} ${instant.offsetMinutes + UTC_OFFSET}`
  },
}

const NANOS_PER_MS = 1_000_000n
const NANOS_PER_MINUTE = 60_000_000_000n
/** An offset travels as minutes east of Greenwich plus a day, so that it is never negative. */
const UTC_OFFSET = 1440

function matching(form: RegExp, text: string): string | null {
  return form.test(text) ? text : null
}

function readInstant(text: string): { nanos: string; offsetMinutes: number } | null {
  const moment = readMoment(text)
  if (moment === null || moment.offsetMinutes === null) return null
  const nanos = moment.wallNanos - BigInt(moment.offsetMinutes) * NANOS_PER_MINUTE
  return { nanos: String(nanos), offsetMinutes: moment.offsetMinutes }
}

const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)? ?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/

/** Nanoseconds since 1970 as the clock on the wall says them, and the zone that was written after them. */
function readMoment(text: string): { wallNanos: bigint; offsetMinutes: number | null } | null {
  const match = MOMENT.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', utc, sign, hours, minutes] =
    match
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const wall = new Date(written)
  // The 30th of February would be read as a day in March.
  if (Number.isNaN(wall.getTime()) || wall.toISOString() !== written) return null
  const wallNanos = BigInt(wall.getTime()) * NANOS_PER_MS + BigInt(fraction.padEnd(9, '0'))
  if (utc) return { wallNanos, offsetMinutes: 0 }
  if (!sign) return { wallNanos, offsetMinutes: null }
  const distance = Number(hours) * 60 + Number(minutes)
  return { wallNanos, offsetMinutes: sign === '-' ? -distance : distance }
}
