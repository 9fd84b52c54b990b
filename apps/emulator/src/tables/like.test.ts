import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesLike } from './like.ts'

test.each([
  ['', '', true],
  ['', '%', true],
  ['', '_', false],
  ['abc', 'abc', true],
  ['abc', 'ab', false],
  ['abc', 'a%', true],
  ['abc', '%c', true],
  ['abc', '%b%', true],
  ['abc', 'a_c', true],
  ['abc', '____', false],
  ['aXbXc', 'a%X%c', true],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['🔑', '_', true],
  ['a\nb', 'a%b', true],
])('%j is like %j: %s', (text, pattern, matches) => {
  expect(matchesLike(text, pattern)).toBe(matches)
})

test('it matches what a regular expression of the same meaning matches', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '%', '_'), { maxLength: 8 }).map((signs) => signs.join(''))
  const property = fc.property(letters, letters, (text, pattern) => {
    const expression = new RegExp(`^${pattern.replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`)
    expect(matchesLike(text, pattern)).toBe(expression.test(text))
  })
  fc.assert(property, { numRuns: 500, seed: 1 })
})

test('no pattern takes long', () => {
  expect(matchesLike('a'.repeat(5_000), `${'%a'.repeat(500)}%b`)).toBe(false)
})
