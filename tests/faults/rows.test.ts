import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROWS } from './rows.ts'

// Most are here; what another folder is about stays there.
const root = join(import.meta.dirname, '..')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && !path.includes('node_modules') && !path.endsWith('rows.test.ts'),
)
const sources = files.map((path) => readFileSync(join(root, path), 'utf8'))
const titled = (row: number) => sources.filter((source) => source.includes(`'row ${row} · `))

test.each(ROWS)('row $row has a test: $promise', ({ row, onBothWays }) => {
  expect(titled(row).length).toBeGreaterThan(0)
  expect(titled(row).some((source) => !onBothWays || source.includes('WAYS'))).toBe(true)
})

test('every test is titled by a row that is listed, or goes beyond the list on purpose', () => {
  const numbers = sources.flatMap((source) => [...source.matchAll(/'row (\d+) · /g)].map((match) => Number(match[1])))
  const listed = new Set(ROWS.map(({ row }) => row))
  const beyond = new Set(numbers.filter((number) => !listed.has(number)))
  expect([...beyond]).toEqual([25])
})
