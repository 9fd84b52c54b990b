import { expect, test } from 'vitest'
import { isFormulaInBrackets, isFormulaInDollars } from './inline-formula.ts'

test.each(['x', 'x^2', 'a_1', 'a+b', 'n = 3', '\\alpha', 'f(x)', '2x', 'x, y', 'O(n^2)', '|a|', '3 < 5'])(
  '$%s$ is a formula',
  (content) => {
    expect(isFormulaInDollars(content, ' ', ' ')).toBe(true)
  },
)

test.each([
  ['5 and ', ' ', '6'],
  ['5/month or 10', ' ', ' '],
  ['HOME/bin:', ' ', 'P'],
  ['x and y', ' ', ' '],
  ['5', 'S', ' '],
  ['10, or 5', ' ', '0'],
  [' x', ' ', ' '],
  ['price tag', ' ', ' '],
])('$%s$ between “%s” and “%s” is none', (content, before, after) => {
  expect(isFormulaInDollars(content, before, after)).toBe(false)
})

test('a long row of commas and letters is no short formula, and that is known at once', () => {
  expect(isFormulaInDollars(','.repeat(60), ' ', ' ')).toBe(false)
  expect(isFormulaInDollars(`${'a,'.repeat(29)}~`, ' ', ' ')).toBe(false)
  expect(isFormulaInDollars(`${' + '.repeat(20)}~`.trim(), ' ', ' ')).toBe(false)
  expect(isFormulaInDollars('a+b'.repeat(1_000), ' ', ' ')).toBe(false)
})

test('brackets that were only kept from being Markdown stay brackets', () => {
  expect(isFormulaInBrackets('1', '(')).toBe(false)
  expect(isFormulaInBrackets('optional words', ' ')).toBe(false)
  expect(isFormulaInBrackets(' a + b ', '.')).toBe(true)
})
