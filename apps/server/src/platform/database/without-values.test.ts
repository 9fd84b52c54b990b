import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { withoutValues } from './without-values.ts'

const CANARY = 'canary-4711'

test.each([
  [`word is too long in tsquery: "${CANARY}"`, 'word is too long in tsquery:'],
  [`invalid input syntax for type uuid: "${CANARY}"`, 'invalid input syntax for type uuid:'],
  [`ungültige Eingabesyntax für Typ uuid: „${CANARY}“`, 'ungültige Eingabesyntax für Typ uuid:'],
  [`syntax d'entrée`, 'syntax d'],
])('of "%s" what stands before a quote is left, and its code', (message, left) => {
  const said = Object.assign(new DatabaseError(message, 1, 'error'), {
    code: '54000',
    detail: `Key (title)=(${CANARY}) is there.`,
    where: CANARY,
  })
  const told = withoutValues(said) as Error
  expect(told).toMatchObject({ message: left, code: '54000' })
  expect(JSON.stringify(told) + String(told.stack)).not.toContain(CANARY)
})

test('what Postgres did not say is left alone', () => {
  const error = new Error('Connection terminated "unexpectedly"')
  expect(withoutValues(error)).toBe(error)
})
