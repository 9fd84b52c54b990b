import { expect, test } from 'vitest'
import { sentenceFor } from './find-problems.ts'

const NOTHING = {
  badInput: false,
  typeMismatch: false,
  rangeUnderflow: false,
  rangeOverflow: false,
  stepMismatch: false,
}
const field = { type: 'text', value: '', required: false, minLength: -1, min: '', max: '', validity: NOTHING }

test('a field that may stay empty is fine when it is', () => {
  expect(sentenceFor(field)).toBeNull()
  expect(sentenceFor({ ...field, type: 'password', minLength: 12 })).toBeNull()
})

test('blanks are not a name', () => {
  expect(sentenceFor({ ...field, required: true, value: '   ' })).toBe('Fill this in.')
})

test('a password that a manager filled in is measured too', () => {
  const password = { ...field, type: 'password', required: true, minLength: 12 }
  expect(sentenceFor({ ...password, value: 'eleven char' })).toBe('Use at least 12 characters.')
  expect(sentenceFor({ ...password, value: 'twelve chars' })).toBeNull()
})

test.each([
  ['number', { badInput: true }, 'Write a whole number.'],
  ['number', { stepMismatch: true }, 'Write a whole number.'],
  ['number', { rangeUnderflow: true }, 'Write 1 or more.'],
  ['number', { rangeOverflow: true }, 'Write 9 or less.'],
  ['date', { badInput: true }, 'Write a date.'],
  ['email', { typeMismatch: true }, 'Write an e-mail address, like ann@example.com.'],
])('%s with %j: %s', (type, flags, sentence) => {
  const filled = { ...field, type, value: '7', min: '1', max: '9', validity: { ...NOTHING, ...flags } }
  expect(sentenceFor(filled)).toBe(sentence)
})
