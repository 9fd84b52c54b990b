import { expect, test } from 'vitest'
import { decodeRow } from './decode-row.ts'

function decode(type: string, cell: string | null, scale: number | null = null) {
  return decodeRow([{ name: 'C', type, scale }], [cell])[0]
}

test.each([
  // [type, cell, scale, value]
  ['fixed', '42', 0, 42],
  ['fixed', '-7', 0, -7],
  ['fixed', '9007199254740991', 0, 9007199254740991],
  ['fixed', '9007199254740993', 0, 9007199254740993n],
  ['fixed', '-99999999999999999999999999999999999999', 0, -99999999999999999999999999999999999999n],
  ['fixed', '12.50', 2, '12.50'],
  ['fixed', '0.1', 38, '0.1'],
  ['real', '1.5', null, 1.5],
  ['real', '1e300', null, 1e300],
  ['real', 'NaN', null, Number.NaN],
  ['real', 'inf', null, Number.POSITIVE_INFINITY],
  ['real', '-inf', null, Number.NEGATIVE_INFINITY],
  ['boolean', 'true', null, true],
  ['boolean', 'false', null, false],
  ['text', 'null', null, 'null'],
  ['text', '', null, ''],
  ['binary', 'CAFE', null, 'CAFE'],
  ['date', '18262', null, '2020-01-01'],
  ['date', '-1', null, '1969-12-31'],
  ['time', '49020.500000000', null, '13:37:00.5'],
  ['time', '0.000000000', null, '00:00:00'],
  ['timestamp_ntz', '1620151693.123456789', null, '2021-05-04T18:08:13.123456789'],
  ['timestamp_ntz', '1620151693', 0, '2021-05-04T18:08:13'],
  ['timestamp_ltz', '1620151693.500000000', null, '2021-05-04T18:08:13.5Z'],
  ['timestamp_ntz', '-0.500000000', null, '1969-12-31T23:59:59.5'],
  ['timestamp_ntz', '-1.000000001', null, '1969-12-31T23:59:58.999999999'],
  ['timestamp_tz', '1620151693.000000000 1560', null, '2021-05-04T20:08:13+02:00'],
  ['timestamp_tz', '1620151693.000000000 1440', null, '2021-05-04T18:08:13+00:00'],
  ['timestamp_tz', '1620151693.250000000 1110', null, '2021-05-04T12:38:13.25-05:30'],
  ['variant', '{"a":[1,null]}', null, { a: [1, null] }],
  ['object', '{}', null, {}],
  ['array', '[1,undefined]', null, '[1,undefined]'],
  ['variant', '"text"', null, 'text'],
  ['geography', 'POINT(1 2)', null, 'POINT(1 2)'],
  ['FIXED', '1', 0, 1],
])('%s %s (scale %s) becomes %s', (type, cell, scale, value) => {
  expect(decode(type, cell, scale)).toEqual(value)
})

test.each(['fixed', 'real', 'boolean', 'date', 'time', 'timestamp_tz', 'variant', 'text'])(
  'null of type %s stays null',
  (type) => {
    expect(decode(type, null)).toBeNull()
  },
)

test.each(['date', 'time', 'timestamp_ntz', 'timestamp_tz'])(
  'a %s in a form that is not known stays as it came',
  (type) => {
    expect(decode(type, 'someday')).toBe('someday')
  },
)
