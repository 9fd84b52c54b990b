import { expect, test } from 'vitest'
import { printResults } from './print-results.ts'

const result = {
  columns: [
    { name: 'ID', type: 'fixed' },
    { name: 'a "b", c', type: 'variant' },
  ],
  rows: [
    [12345678901234567890n, { k: 'x,y' }],
    [null, ''],
    [1, 'two\nlines'],
  ],
  message: 'done',
  statementHandle: 'h1',
  stats: null,
}
const ddl = { ...result, columns: [{ name: 'status', type: 'text' }], rows: [['Role X successfully created.']] }

test('csv tells null from an empty text and quotes what has to be', () => {
  expect(printResults([result, ddl], 'csv')).toBe(
    [
      'ID,"a ""b"", c"',
      '12345678901234567890,"{""k"":""x,y""}"',
      ',""',
      '1,"two\nlines"',
      '',
      'status',
      'Role X successfully created.',
    ].join('\r\n'),
  )
})

test('json keeps every digit', () => {
  expect(JSON.parse(printResults([result], 'json'))).toEqual([
    {
      message: 'done',
      columns: ['ID', 'a "b", c'],
      rows: [
        ['12345678901234567890', { k: 'x,y' }],
        [null, ''],
        [1, 'two\nlines'],
      ],
    },
  ])
})

test('a table frames rows and not the sentence of a statement that does something', () => {
  expect(printResults([ddl], 'table')).toBe('Role X successfully created.')
  expect(printResults([result], 'table')).toContain('(3 rows)')
})
