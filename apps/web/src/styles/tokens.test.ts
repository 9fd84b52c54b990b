import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contrast, type Rgb, rgbOf } from './contrast.ts'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const BASE = declarationsIn(css.slice(0, css.indexOf('@variant high-contrast')))
const MORE = declarationsIn(css.slice(css.indexOf('@variant high-contrast')))

const THEMES = [
  { theme: 'light', tokens: BASE, forText: 4.5 },
  { theme: 'dark', tokens: BASE, forText: 4.5 },
  { theme: 'light, high contrast', tokens: { ...BASE, ...MORE }, forText: 7 },
  { theme: 'dark, high contrast', tokens: { ...BASE, ...MORE }, forText: 7 },
]

const SURFACES = ['page', 'raised', 'sunken']
const TINTED = ['accent-soft', 'danger-soft', 'notice-soft']

/** Words, and what they stand on. */
const TEXT = [
  ...pairs(['ink', 'ink-soft'], [...SURFACES, ...TINTED]),
  ...pairs(['ink-faint', 'accent', 'accent-strong', 'danger'], SURFACES),
  ...pairs(['accent-strong'], ['accent-soft']),
  ...pairs(['danger'], ['danger-soft']),
  ...pairs(['on-accent'], ['accent', 'accent-strong', 'danger']),
]

/** Outlines of what can be operated, the ring of the focus, and marks that mean something. */
const PARTS = [
  ...pairs(['line-strong', 'accent'], SURFACES),
  ...pairs(['accent'], TINTED),
  ...pairs(['danger'], [...SURFACES, 'danger-soft']),
]

test.each(THEMES)('$theme: words keep $forText:1 on everything that they stand on (U61)', (theme) => {
  expect(tooWeak(TEXT, theme, theme.forText)).toEqual([])
})

test.each(THEMES)('$theme: outlines, marks and the ring of the focus keep 3:1 (U58) (U61)', (theme) => {
  expect(tooWeak(PARTS, theme, 3)).toEqual([])
})

test('a colour that is too weak would be found', () => {
  const tokens = { ...BASE, ink: 'light-dark(oklch(70% 0 0), oklch(70% 0 0))' }
  expect(tooWeak([['ink', 'page']], { theme: 'light', tokens }, 4.5)).toEqual([
    expect.stringMatching(/^ink on page: 2\./),
  ])
})

function pairs(fronts: string[], backs: string[]): [string, string][] {
  return fronts.flatMap((front) => backs.map((back): [string, string] => [front, back]))
}

function tooWeak(
  list: [string, string][],
  { theme, tokens }: { theme: string; tokens: Record<string, string> },
  atLeast: number,
): string[] {
  const half = theme.startsWith('light') ? 1 : 2
  const colour = (name: string): Rgb => {
    const value = tokens[name]
    if (value === undefined) throw new Error(`tokens.css has no --color-${name}`)
    const alias = /^var\(--color-([\w-]+)\)$/.exec(value)?.[1]
    if (alias !== undefined) return colour(alias)
    return rgbOf(/^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value)?.[half] ?? value)
  }
  return list
    .map(([front, back]) => ({ name: `${front} on ${back}`, ratio: contrast(colour(front), colour(back)) }))
    .filter(({ ratio }) => ratio < atLeast)
    .map(({ name, ratio }) => `${name}: ${ratio.toFixed(2)}`)
}

function declarationsIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--color-([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]))
}
