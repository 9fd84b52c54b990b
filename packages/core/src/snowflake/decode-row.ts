import type { SqlColumn } from './sql-wire.ts'

/** What a cell becomes. Everything that JavaScript's numbers and dates would round stays text. */
export type SqlValue = string | number | bigint | boolean | null | object

/**
 * One row as the SQL API sends it (every cell a string or null) in JavaScript's types:
 *
 * - fixed with scale 0: number while it is safe, else bigint; with a scale: the decimal as text
 * - real: number (NaN and infinities too); boolean: boolean; text, binary (hex): string
 * - date `2026-11-20`, time `13:37:00.5`, timestamp_ntz `2026-11-20T13:37:00.5` (no zone: it has none), timestamp_ltz the same
 *   with `Z`, timestamp_tz with its own offset. ISO text and not Date, which would round Snowflake's nanoseconds
 * - variant, object, array: parsed JSON; text that is no JSON (an `undefined` inside an array) stays text
 * - a type that is not known: the text
 *
 * Source: snowflake docs, sql-api/handling-responses.
 */
export function decodeRow(columns: readonly SqlColumn[], cells: readonly (string | null)[]): SqlValue[] {
  return cells.map((cell, index) => {
    const column = columns[index]
    return cell === null || column === undefined ? cell : decodeCell(column, cell)
  })
}

function decodeCell({ type, scale }: SqlColumn, cell: string): SqlValue {
  switch (type.toLowerCase()) {
    case 'fixed':
      return decodeFixed(cell, scale ?? 0)
    case 'real':
      return decodeReal(cell)
    case 'boolean':
      return cell === 'true' || cell === '1'
    case 'date':
      return decodeDate(cell)
    case 'time':
      return decodeInstant(cell, (instant) => instant.slice(11))
    case 'timestamp_ntz':
      return decodeInstant(cell, (instant) => instant)
    case 'timestamp_ltz':
      return decodeInstant(cell, (instant) => `${instant}Z`)
    case 'timestamp_tz':
      return decodeWithOffset(cell)
    case 'variant':
    case 'object':
    case 'array':
      return decodeJson(cell)
    default:
      return cell
  }
}

function decodeFixed(cell: string, scale: number): SqlValue {
  if (scale > 0 || !/^-?\d+$/.test(cell)) return cell
  const value = Number(cell)
  return Number.isSafeInteger(value) ? value : BigInt(cell)
}

function decodeReal(cell: string): number {
  if (/^-?inf(inity)?$/i.test(cell)) return cell.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(cell)
}

function decodeDate(days: string): string {
  const date = new Date(Number(days) * 86_400_000)
  return Number.isNaN(date.getTime()) ? days : date.toISOString().slice(0, 10)
}

/** `1620151693.123456789` (the fraction may be absent) → `2021-05-04T18:08:13.123456789`, given on to `shape`. */
function decodeInstant(cell: string, shape: (instant: string) => string, shiftMinutes = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(cell)
  if (!match) return cell
  const [, sign, whole, fraction = ''] = match
  const nanos = BigInt(whole ?? '0') * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'))
  const shifted = (sign === '-' ? -nanos : nanos) + BigInt(shiftMinutes) * 60_000_000_000n
  const nanosInSecond = ((shifted % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
  const date = new Date(Number((shifted - nanosInSecond) / 1_000_000n))
  if (Number.isNaN(date.getTime())) return cell
  const tail = nanosInSecond.toString().padStart(9, '0').replace(/0+$/, '')
  return shape(date.toISOString().slice(0, -5) + (tail === '' ? '' : `.${tail}`))
}

/** `<seconds> <offset>`, where the offset is minutes east of Greenwich plus 1440. */
function decodeWithOffset(cell: string): string {
  const [seconds = '', encodedOffset = ''] = cell.split(' ')
  const minutes = Number(encodedOffset) - 1440
  if (encodedOffset === '' || !Number.isInteger(minutes)) return cell
  const distance = Math.abs(minutes)
  const pad = (value: number) => String(value).padStart(2, '0')
  const zone = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(distance / 60))}:${pad(distance % 60)}`
  return decodeInstant(seconds, (instant) => instant + zone, minutes)
}

function decodeJson(cell: string): SqlValue {
  try {
    return JSON.parse(cell) as SqlValue
  } catch {
    return cell
  }
}
