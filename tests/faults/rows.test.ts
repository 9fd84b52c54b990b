import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROWS } from './rows.ts'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'rows.test.ts')
const sources = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
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
