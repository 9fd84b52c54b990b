const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/

const MS_PER_DAY = 86_400_000
const NANOSECONDS = 1_000_000_000n

interface Moment {
  /** Nanoseconds since 1970 of the time as written, whatever its zone. */
  wall: bigint
  /** Minutes east of UTC. */
  offset: number
}

/** Days since 1970 as the SQL API sends a DATE; null for what is no date. */
export function parseDate(text: string): string | null {
  const moment = parseMoment(text)
  return moment && String(Math.floor(Number(moment.wall / 1_000_000n) / MS_PER_DAY))
}

/** Seconds with nine decimals, after a blank the zone for `timestamp_tz`; null for what is no time. */
export function parseTimestamp(text: string, type: 'timestamp_ntz' | 'timestamp_ltz' | 'timestamp_tz'): string | null {
  const moment = parseMoment(text)
  if (!moment) return null
  const { wall, offset } = moment
  if (type === 'timestamp_ntz') return secondsCell(wall)
  const utc = secondsCell(wall - BigInt(offset * 60) * NANOSECONDS)
  return type === 'timestamp_tz' ? `${utc} ${offset + 1440}` : utc
}

/** Seconds since midnight with nine decimals; null for what is no time of day. */
export function parseTime(text: string): string | null {
  const moment = /^\s*\d{2}:[\d:.]+\s*$/.test(text) ? parseMoment(`1970-01-01 ${text.trim()}`) : null
  return moment && secondsCell(moment.wall)
}

/** `13:37:00`, as TIME_OUTPUT_FORMAT has it unless told otherwise. @param cell as `parseTime` gives it */
export function printTime(cell: string): string {
  return new Date(Math.floor(Number(cell)) * 1_000).toISOString().slice(11, 19)
}

/** `2026-11-20`. @param days as `parseDate` gives them */
export function printDate(days: string): string {
  return new Date(Number(days) * MS_PER_DAY).toISOString().slice(0, 10)
}

/** `2026-11-20 13:37:00.500`, the zone of a `timestamp_tz` after it. */
export function printTimestamp(cell: string): string {
  const [utc = '0', zone] = cell.split(' ')
  const offset = zone === undefined ? 0 : Number(zone) - 1440
  const wallMs = Math.floor(Number(utc) * 1_000) + offset * 60_000
  const text = new Date(wallMs).toISOString().replace('T', ' ').replace('Z', '')
  if (zone === undefined) return text
  const minutes = Math.abs(offset)
  const digits = (value: number) => String(value).padStart(2, '0')
  return `${text} ${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}${digits(minutes % 60)}`
}

function parseMoment(text: string): Moment | null {
  const match = MOMENT.exec(text.trim())
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const date = new Date(ms)
  const exists =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hour) &&
    date.getUTCMinutes() === Number(minute)
  if (!exists) return null
  const wall = BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0') || '0')
  return { wall, offset: zone === undefined || zone === 'Z' ? 0 : minutesOf(zone) }
}

function minutesOf(zone: string): number {
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone.startsWith('-') ? -minutes : minutes
}

/** Seconds with nine decimals. */
export function secondsCell(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const fraction = String(size % NANOSECONDS).padStart(9, '0')
  return `${nanoseconds < 0n ? '-' : ''}${size / NANOSECONDS}.${fraction}`
}
