import { expect, test } from 'vitest'
import { compareDecimals, parseDecimal, roundDecimal, sumDecimals } from './decimal.ts'

test.each([
  ['1', '1'],
  ['-1.50', '-1.50'],
  [' +7 ', '7'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['007', '7'],
  ['-0', '0'],
  ['1e3', '1000'],
  ['1.25E1', '12.5'],
  ['125e-4', '0.0125'],
  ['99999999999999999999999999999999999999', '99999999999999999999999999999999999999'],
  ['999999999999999999999999999999999999999', null],
  ['1e99', null],
  ['', null],
  ['-', null],
  ['.', null],
  ['1,5', null],
  ['0x10', null],
  ['1e', null],
  ['Infinity', null],
])('%j is the decimal %s', (text, decimal) => {
  expect(parseDecimal(text)).toBe(decimal)
})

test.each([
  ['1.005', 2, '1.01'],
  ['-1.005', 2, '-1.01'],
  ['1.0049', 2, '1.00'],
  ['0.5', 0, '1'],
  ['-0.4', 0, '0'],
  ['7', 3, '7.000'],
  ['12345678901234567890.5', 0, '12345678901234567891'],
])('%s with %i decimals is %s', (decimal, scale, rounded) => {
  expect(roundDecimal(decimal, scale)).toBe(rounded)
})

test.each([
  ['1', '1.0', 0],
  ['9007199254740993', '9007199254740992', 1],
  ['-2', '1', -1],
  ['-0.5', '-0.25', -1],
  ['10', '9', 1],
])('%s against %s is %i', (left, right, order) => {
  expect(compareDecimals(left, right)).toBe(order)
})

test('a sum keeps every digit', () => {
  expect(sumDecimals(['9007199254740993', '0.25', '-0.125'])).toBe('9007199254740993.125')
})
