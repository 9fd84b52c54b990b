import { expect, test } from 'vitest'
import { toEmailKey } from './email-key.ts'

test.each([
  ['capitals', 'Ann.Lee@Example.COM'],
  ['spaces around it', '  ann.lee@example.com\n'],
  ['wide letters', 'ａｎｎ.lee@example.com'],
])('an address with %s is the same address', (_what, written) => {
  expect(toEmailKey(written)).toBe('ann.lee@example.com')
})

test('two addresses stay two', () => {
  expect(toEmailKey('ann.lee@example.com')).not.toBe(toEmailKey('annlee@example.com'))
})

test.each(['a\0b@example.com', '\ud800@example.com'])('what a database cannot keep is nobody, not an error', (text) => {
  expect(toEmailKey(text)).toMatch(/^[^\0\ud800]*$/)
})
