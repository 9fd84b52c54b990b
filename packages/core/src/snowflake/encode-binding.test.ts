import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindValues, type SqlBindingType } from './bind-values.ts'
import { decodeRow } from './decode-row.ts'
import { encodeBinding, SQL_BINDING_TYPES } from './encode-binding.ts'

describe('a value that a person wrote', () => {
  test.each<[SqlBindingType, string, string]>([
    ['FIXED', '-12.50', '-12.50'],
    ['FIXED', '99999999999999999999999999999999999999', '99999999999999999999999999999999999999'],
    ['REAL', '1.5e3', '1.5e3'],
    ['REAL', 'NaN', 'NaN'],
    ['DECFLOAT', '1.5E-300', '1.5E-300'],
    ['TEXT', '', ''],
    ['BINARY', 'CAFE', 'CAFE'],
    ['BOOLEAN', 'TRUE', 'true'],
    ['DATE', '2020-01-01', '1577836800000'],
    ['DATE', '1969-12-31', '-86400000'],
    ['TIME', '00:00:01.5', '1500000000'],
    ['TIMESTAMP_NTZ', '2020-01-01 00:00:00.000000001', '1577836800000000001'],
    ['TIMESTAMP_NTZ', '1969-12-31T23:59:59.9', '-100000000'],
    ['TIMESTAMP_LTZ', '2020-01-01T01:00:00+01:00', '1577836800000000000'],
    ['TIMESTAMP_TZ', '2020-01-01 01:00:00 +0100', '1577836800000000000 1500'],
    ['TIMESTAMP_TZ', '2019-12-31T19:00:00-05:00', '1577836800000000000 1140'],
  ])('of type %s: %s', (type, text, value) => {
    expect(bindValues([encodeBinding(type, text)])).toEqual({ 1: { type, value } })
  })

  test.each<[SqlBindingType, string]>([
    ['FIXED', '1e3'],
    ['REAL', 'one'],
    ['DECFLOAT', 'inf'],
    ['BINARY', 'abc'],
    ['BOOLEAN', 'yes'],
    ['DATE', '2026-02-30'],
    ['DATE', '2026-11-20 10:00'],
    ['TIME', '25:00:00'],
    ['TIME', '10:00:00Z'],
    ['TIMESTAMP_NTZ', '2026-11-20 10:00:00Z'],
    ['TIMESTAMP_LTZ', '2026-11-20 10:00:00'],
    ['TIMESTAMP_TZ', '2026-11-20'],
  ])('that is no %s is refused with what would be one: %s', (type, text) => {
    expect(() => encodeBinding(type, text)).toThrow(`${JSON.stringify(text)} is no ${type}: it takes `)
  })

  test('has every type that Snowflake binds', () => {
    expect(SQL_BINDING_TYPES).toHaveLength(11)
  })
})

describe('what goes in comes out', () => {
  const nanos = fc.bigInt({ min: -2_000_000_000_000_000_000n, max: 4_000_000_000_000_000_000n })

  test('for times to the nanosecond, before 1970 too, in every zone', () => {
    fc.assert(
      fc.property(nanos, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, offset) => {
        for (const [type, cell] of [
          ['TIMESTAMP_NTZ', seconds(instant)],
          ['TIMESTAMP_LTZ', seconds(instant)],
          ['TIMESTAMP_TZ', `${seconds(instant)} ${offset + 1440}`],
        ] as const) {
          const text = shown(type, cell)
          const [bound = '', zone] = encodeBinding(type, text).value.split(' ')
          expect(BigInt(bound)).toBe(instant)
          expect(zone).toBe(type === 'TIMESTAMP_TZ' ? String(offset + 1440) : undefined)
        }
      }),
    )
  })

  test('for dates', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (days) => {
        const text = shown('DATE', String(days))
        expect(encodeBinding('DATE', text).value).toBe(String(days * 86_400_000))
      }),
    )
  })
})

function shown(type: SqlBindingType, cell: string): string {
  const [value] = decodeRow([{ name: 'C', type: type.toLowerCase() }], [cell])
  if (typeof value === 'string') return value
  throw new Error(`a ${type} is decoded as ${typeof value}`)
}

function seconds(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos
  return `${nanos < 0n ? '-' : ''}${size / 1_000_000_000n}.${String(size % 1_000_000_000n).padStart(9, '0')}`
}
