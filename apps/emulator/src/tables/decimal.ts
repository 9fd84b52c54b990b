/** Decimals are digits in a text here: a NUMBER has up to 38 of them, more than a double can tell apart. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/** Longer ones are not numbers anybody can store. */
const MOST_DIGITS = 38

/** Doubles tell decimals of so many characters apart, and order them. */
const EXACT_AS_DOUBLE = 15

/** The text as a decimal without exponent, or null when it is none or has too many digits. */
export function parseDecimal(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > 400 || !DECIMAL.test(trimmed)) return null
  const [mantissa = '', exponentText = '0'] = trimmed.toLowerCase().split('e')
  const negative = mantissa.startsWith('-')
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.')
  const exponent = Number(exponentText)
  const digits = `${whole}${fraction}`
  const point = whole.length + exponent
  const padded = point < 0 ? `${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0')
  const at = Math.max(point, 0)
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  if (integer.length > MOST_DIGITS) return null
  return withSign(negative, integer, padded.slice(at).slice(0, MOST_DIGITS))
}

/** Rounded to that many decimals, half away from zero, as Snowflake stores a NUMBER(38, scale). */
export function roundDecimal(decimal: string, scale: number): string {
  const [, fraction = ''] = decimal.split('.')
  const units = toUnits(decimal, Math.max(fraction.length, scale))
  const dropped = 10n ** BigInt(Math.max(fraction.length - scale, 0))
  const half = units < 0n ? -dropped / 2n : dropped / 2n
  return fromUnits(dropped === 1n ? units : (units + half) / dropped, scale)
}

/** Negative, zero or positive, as a sort wants it. */
export function compareDecimals(left: string, right: string): number {
  if (left.length <= EXACT_AS_DOUBLE && right.length <= EXACT_AS_DOUBLE) {
    return Math.sign(Number(left) - Number(right))
  }
  const scale = Math.max(decimalsOf(left), decimalsOf(right))
  const [a, b] = [toUnits(left, scale), toUnits(right, scale)]
  return a < b ? -1 : a > b ? 1 : 0
}

export function sumDecimals(decimals: readonly string[]): string {
  const scale = decimals.reduce((most, decimal) => Math.max(most, decimalsOf(decimal)), 0)
  return fromUnits(
    decimals.reduce((sum, decimal) => sum + toUnits(decimal, scale), 0n),
    scale,
  )
}

const decimalsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

function toUnits(decimal: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`)
}

function fromUnits(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return withSign(units < 0n, digits.slice(0, digits.length - scale), digits.slice(digits.length - scale))
}

function withSign(negative: boolean, whole: string, fraction: string): string {
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return negative && /[1-9]/.test(text) ? `-${text}` : text
}
