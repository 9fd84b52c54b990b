import { expect, test } from 'vitest'
import { isNearEnough } from './cortex-search-floor.ts'

const QUESTION = 'How many vacation days do employees get?'
const result = (cosine: unknown, CONTENT: unknown = '') => ({ CONTENT, '@scores': { cosine_similarity: cosine } })

test.each([
  ['near', result(0.5), true],
  ['hardly near, with half of the words', result(0.15, 'Vacation is thirty days a year.'), true],
  ['hardly near, with other words', result(0.15, 'Invoices are paid late.'), false],
  ['not near at all, whatever words it has', result(0.05, QUESTION), false],
  ['of another model’s scale, pointing away', result(-0.4, QUESTION), false],
  ['without scores, with the words', { CONTENT: 'Employees have thirty days of vacation.' }, true],
  ['without scores, with other words', { CONTENT: 'Invoices are paid late.' }, false],
  ['with scores of another form', { CONTENT: 'Invoices', '@scores': 7 }, false],
  ['with a score that is none', result('0.9', 'Invoices'), false],
  ['without anything', {}, false],
])('what is %s', (_what, found, expected) => {
  expect(isNearEnough(QUESTION, found)).toBe(expected)
})

test('a question without a telling word is near nothing by words', () => {
  expect(isNearEnough('is it?', { CONTENT: 'is it? it is' })).toBe(false)
})
