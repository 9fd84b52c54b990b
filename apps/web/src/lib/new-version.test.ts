import { expect, test } from 'vitest'
import { entryOf } from './new-version.ts'

test('the script of a built page and of one in development (U49)', () => {
  expect(
    entryOf('<script src="/theme.js"></script>\n<script type="module" crossorigin src="/assets/index-C4f3_a-1.js">'),
  ).toBe('/assets/index-C4f3_a-1.js')
  expect(entryOf('<script type="module" src="/src/main.tsx"></script>')).toBe('/src/main.tsx')
})

test('a page of somebody else, as a proxy shows one, has none (U49)', () => {
  expect(entryOf('<title>503</title>')).toBeNull()
})
