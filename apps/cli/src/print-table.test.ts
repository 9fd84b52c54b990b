import { expect, test } from 'vitest'
import { printTable } from './print-table.ts'

const columns = [
  { name: 'name', type: 'text' },
  { name: 'n', type: 'fixed' },
]

test('rows stand under their names, and their number below', () => {
  const table = printTable({
    columns,
    rows: [
      ['alpha', 1],
      ['b', 1000n],
    ],
  })
  expect(table).toBe(['name   n', '-----  ----', 'alpha  1', 'b      1000', '(2 rows)'].join('\n'))
})

test('nothing that a cell holds can break the table: no line end, no escape sequence, no endless text', () => {
  const table = printTable({ columns, rows: [['a\nb\u001b[31mred', 'x'.repeat(500)]] })
  const lines = table.split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toBe(`a b [31mred  ${'x'.repeat(99)}…`)
})

test('null, structures and no rows at all are shown as such', () => {
  expect(printTable({ columns, rows: [[null, { a: 1 }]] })).toContain('NULL  {"a":1}')
  expect(printTable({ columns, rows: [] })).toContain('(0 rows)')
})
