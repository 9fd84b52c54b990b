import { expect, test } from 'vitest'
import { retentionEffect } from './retention-effect.ts'

const NOW = new Date(2026, 10, 26, 12)

test('a limit names the day before which everything goes', () => {
  const effect = retentionEffect(30, 'User Alpha', NOW)
  expect(effect).toContain('every conversation in User Alpha that was last changed before 27 October 2026')
  expect(effect).toContain('30 days after its last change')
})

test('one day is not "1 days"', () => {
  expect(retentionEffect(1, 'User Alpha', NOW)).toContain('one day after its last change')
})

test('for ever deletes nothing', () => {
  expect(retentionEffect(null, 'User Alpha', NOW)).toBe(
    'Conversations in User Alpha stay until their owners delete them.',
  )
})
