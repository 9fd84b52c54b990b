import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { GERMAN } from './german.ts'
import { preferredOf } from './language.ts'
import type { Section } from './section.ts'

test('the browser’s first language that there is, in any region', () => {
  expect(preferredOf(['de-AT', 'en'])).toBe('de')
  expect(preferredOf(['fr', 'en-GB', 'de'])).toBe('en')
  expect(preferredOf(['fr', 'de'])).toBe('de')
  expect(preferredOf(['fr'])).toBe('en')
  expect(preferredOf([])).toBe('en')
})

const englishFolder = new URL('en/', import.meta.url)
const files = readdirSync(englishFolder)

test.for(files)('every sentence of %s is there in German, and is not the English one', async (file) => {
  const sections = Object.values((await import(new URL(file, englishFolder).href)) as Record<string, Section<object>>)
  expect(sections).toHaveLength(1)
  for (const { name, english } of sections) {
    expect(`${kebab(name)}.ts`).toBe(file)
    const german = GERMAN[name as keyof typeof GERMAN]
    expect(keysOf(german)).toEqual(keysOf(english))
    const same = Object.entries(flat(english)).filter(([key, text]) => text !== '' && flat(german)[key] === text)
    expect(same.map(([key]) => key).filter((key) => !SAME_IN_BOTH.has(`${name}.${key}`))).toEqual([])
  }
})

/** Words that German has taken over as they are. */
const SAME_IN_BOTH = new Set(['parts.optional', 'shortcuts.keyNames.Escape', 'thread.announced.code'])

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const keysOf = (words: object) => Object.keys(flat(words)).toSorted()

function flat(words: object, prefix = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]) =>
      typeof value === 'object' ? flat(value as object, `${prefix}${key}.`) : { [`${prefix}${key}`]: value },
    ),
  ) as Record<string, unknown>
}
