import { expect, test } from 'vitest'
import { choiceOf, PREFERENCES, readPreference } from './preferences.ts'

test('what was stored is one of the choices, or as if nobody had chosen', () => {
  expect(choiceOf('contrast', 'more')).toBe('more')
  expect(choiceOf('letterShortcuts', 'false')).toBe(false)
  expect(choiceOf('announce', null)).toBe('end')
  expect(choiceOf('theme', 'sepia')).toBe('system')
})

test('without storage every preference is its first choice', () => {
  for (const name of Object.keys(PREFERENCES) as (keyof typeof PREFERENCES)[])
    expect(readPreference(name)).toBe(PREFERENCES[name][0])
})
