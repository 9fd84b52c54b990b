import { describe, expect, test } from 'vitest'
import { createSqlQueries } from './sql-queries.ts'
import { build, DONE, failure, type Reply, rowsOf } from './testing/scripted-snowflake.ts'

const table = (names: string[], data: (string | null)[][]) => ({
  ...DONE,
  resultSetMetaData: { rowType: names.map((name) => ({ name, type: 'fixed', scale: 0 })), partitionInfo: [{}] },
  data,
})
const inserted = (count: number) => ({
  body: { ...table(['number of rows inserted'], [[String(count)]]), stats: { numRowsInserted: count } },
})

async function ask(...replies: Reply[]) {
  const { client, seen } = await build(replies)
  return { queries: createSqlQueries(client), seen }
}

describe('asking', () => {
  test('for records gives the rows under their names', async () => {
    const { queries, seen } = await ask({ body: table(['A', 'B'], [['1', null]]) })
    expect(await queries.query('select ? a, b', [1], { role: 'R' })).toEqual([{ A: 1, B: null }])
    expect(seen[0]?.body).toMatchObject({ role: 'R', bindings: { 1: { type: 'FIXED', value: '1' } } })
  })

  test('for records does not drop a column whose name is taken', async () => {
    const { queries } = await ask({ body: table(['ID', 'ID'], [['1', '2']]) })
    expect((await failure(queries.query('select'))).message).toContain('Two columns of the result are called ID')
  })

  test('for one record or one value gives it, or null', async () => {
    const none = { body: table(['A'], []) }
    const { queries } = await ask({ body: table(['A'], [['1']]) }, none, { body: rowsOf('x') }, none)
    expect(await queries.queryOne('select')).toEqual({ A: 1 })
    expect(await queries.queryOne('select')).toBeNull()
    expect(await queries.queryScalar('select')).toBe('x')
    expect(await queries.queryScalar('select')).toBeNull()
  })

  test('for one does not choose among several', async () => {
    const { queries } = await ask({ body: rowsOf('a', 'b') }, { body: rowsOf('a', 'b', 'c') })
    expect((await failure(queries.queryOne('select'))).message).toContain('2 came')
    expect((await failure(queries.queryScalar('select'))).message).toContain('3 rows came')
  })

  test('for a column gives its values', async () => {
    const { queries } = await ask({ body: rowsOf('a', 'b') })
    expect(await queries.queryColumn('select')).toEqual(['a', 'b'])
  })
})

describe('changing', () => {
  test('tells how many rows it touched, by the numbers or by the words of the answer', async () => {
    const { queries } = await ask(
      {
        body: {
          ...DONE,
          stats: { numRowsInserted: 1, numRowsUpdated: 2, numRowsDeleted: 3, numDuplicateRowsUpdated: 9 },
        },
      },
      { body: table(['number of rows updated', 'number of multi-joined rows updated'], [['4', '9']]) },
      { body: table(['status'], [['7']]) },
    )
    expect(await queries.change('merge')).toBe(6)
    expect(await queries.change('update')).toBe(4)
    expect(await queries.change('create')).toBe(0)
  })

  test('inserts many rows in statements that stay within what one can hold', async () => {
    const { queries, seen } = await ask(inserted(5000), inserted(1))
    const rows = Array.from({ length: 5001 }, (_, id) => [id, `row ${id}`])
    expect(await queries.insertMany(['DB', 'my"schema', 'T'], ['ID', 'x y'], rows)).toBe(5001)
    const [first, second] = seen.map(({ body }) => body)
    expect(String(first?.statement)).toMatch(/^INSERT INTO "DB"\."my""schema"\."T" \("ID", "x y"\) VALUES \(\?, \?\), /)
    expect(Object.keys(first?.bindings as object)).toHaveLength(10_000)
    expect(second).toMatchObject({
      statement: 'INSERT INTO "DB"."my""schema"."T" ("ID", "x y") VALUES (?, ?)',
      bindings: { 1: { type: 'FIXED', value: '5000' }, 2: { type: 'TEXT', value: 'row 5000' } },
    })
  })

  test('cuts long rows by their length, and sends one that is too long alone', async () => {
    const { queries, seen } = await ask(inserted(2), inserted(1), inserted(1))
    const long = (length: number) => ['x'.repeat(length)]
    expect(await queries.insertMany(['T'], ['A'], [long(200_000), long(200_000), long(900_000), long(1)])).toBe(4)
    expect(seen.map(({ body }) => Object.keys(body.bindings as object).length)).toEqual([2, 1, 1])
  })

  test('inserts nothing without a statement', async () => {
    const { queries, seen } = await ask()
    expect(await queries.insertMany(['T'], ['A'], [])).toBe(0)
    expect(seen).toHaveLength(0)
  })

  test('says how many rows are in when a later statement fails', async () => {
    const { queries } = await ask(inserted(10_000), {
      status: 422,
      body: { code: '100038', message: 'not recognized' },
    })
    const rows = Array.from({ length: 10_001 }, (_, id) => [id])
    expect(await failure(queries.insertMany(['T'], ['A'], rows))).toMatchObject({
      code: '100038',
      message: 'After 10000 rows, which stay: not recognized',
    })
  })

  test('refuses rows that do not fit the columns before it sends any', async () => {
    const { queries, seen } = await ask()
    await expect(queries.insertMany(['T'], ['A', 'B'], [[1, 2], [3]])).rejects.toThrow(
      'Row 2 has 1 values for 2 columns.',
    )
    await expect(queries.insertMany(['T'], [], [])).rejects.toThrow(RangeError)
    expect(seen).toHaveLength(0)
  })
})
