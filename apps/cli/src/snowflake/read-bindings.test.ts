import { expect, test } from 'vitest'
import { readBindings } from './read-bindings.ts'

test('values are read under their types, in order', () => {
  expect(readBindings(['text:a:b', 'DATE:2020-01-01', 'null', 'fixed:7', 'text:'])).toEqual([
    { type: 'TEXT', value: 'a:b' },
    { type: 'DATE', value: '1577836800000' },
    null,
    { type: 'FIXED', value: '7' },
    { type: 'TEXT', value: '' },
  ])
})

test.each([
  ['plain', '--bind number 2 has no type. Write it as TYPE:VALUE, or null for none. Types: fixed, '],
  ['moon:1', '--bind number 2 has no type.'],
  [':1', '--bind number 2 has no type.'],
  ['date:yesterday', '--bind number 2: "yesterday" is no DATE: it takes a date such as 2026-11-20.'],
])('%s is refused, by its place', (text, message) => {
  expect(() => readBindings(['text:x', text])).toThrow(message)
})
