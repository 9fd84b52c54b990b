import { expect, test } from 'vitest'
import { parseDate, parseTimestamp, printDate, printTimestamp } from './timestamp.ts'

test.each([
  ['2020-01-01', '18262'],
  ['1969-12-31', '-1'],
  ['2026-11-20 23:59:59', '20777'],
  ['2024-02-29', '19782'],
  ['2025-02-29', null],
  ['2026-13-01', null],
  ['20.11.2026', null],
  ['', null],
])('%j is the day %s', (text, days) => {
  expect(parseDate(text)).toBe(days)
})

// Days and seconds as the SQL API's client reads them back (snowflake docs: sql-api/handling-responses).
test.each([
  ['2021-05-04T18:08:13.123456789', 'timestamp_ntz', '1620151693.123456789'],
  ['2021-05-04 20:08:13 +02:00', 'timestamp_ntz', '1620158893.000000000'],
  ['2021-05-04 20:08:13 +02:00', 'timestamp_ltz', '1620151693.000000000'],
  ['2021-05-04T20:08:13+0200', 'timestamp_tz', '1620151693.000000000 1560'],
  ['2021-05-04T12:38:13.25-05:30', 'timestamp_tz', '1620151693.250000000 1110'],
  ['2021-05-04T18:08:13Z', 'timestamp_tz', '1620151693.000000000 1440'],
  ['1969-12-31 23:59:59.5', 'timestamp_ntz', '-0.500000000'],
  ['2021-05-04', 'timestamp_ntz', '1620086400.000000000'],
  ['2021-05-04 24:00', 'timestamp_ntz', null],
  ['noon', 'timestamp_ntz', null],
] as const)('%s as %s is %s', (text, type, cell) => {
  expect(parseTimestamp(text, type)).toBe(cell)
})

test('they are printed as they are read', () => {
  expect(printDate('18262')).toBe('2020-01-01')
  expect(printTimestamp('1620151693.250000000 1110')).toBe('2021-05-04 12:38:13.250 -0530')
  expect(printTimestamp('-0.500000000')).toBe('1969-12-31 23:59:59.500')
})
