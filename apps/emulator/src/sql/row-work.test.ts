import { beforeEach, describe, expect, test } from 'vitest'
import { openSqlConsole } from '../testing/sql-console.ts'
import { SqlError } from './sql-error.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(
    "CREATE WAREHOUSE WH; CREATE DATABASE DB; USE WAREHOUSE WH; CREATE TABLE DB.PUBLIC.T (ID TEXT); INSERT INTO DB.PUBLIC.T VALUES ('a')",
  )
})

const THERE = 'USE WAREHOUSE WH; USE SCHEMA DB.PUBLIC; '
const rowsOf = (text: string) => sql.run(`${THERE}${text}`).rows

function refusalOf(text: string) {
  try {
    sql.run(`${THERE}${text}`)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    return { code: error.code, says: error.message }
  }
  return 'done'
}

describe('a statement is refused', () => {
  const key = `(ID = ${"'x' OR ID = ".repeat(3_000)}'x')`
  const wide = Array.from({ length: 4_000 }, () => 'ID').join(',')
  test('but not for a long statement as such', () => {
    sql.run(`${THERE}TRUNCATE TABLE T`)
    expect(rowsOf(`SELECT ${wide} FROM T ORDER BY ${key}`)).toEqual([])
    expect(refusalOf(`SELECT ${wide} FROM T GROUP BY ${key}`)).toMatchObject({ code: '000979' })
    const one = `SELECT ${'column1,'.repeat(3_999)}column1 FROM VALUES (1)`
    expect(refusalOf(`${one} ORDER BY ${key.replaceAll('ID', 'column1').replaceAll("'x'", '1')}`)).toBe('done')
  })

  const many = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, at) => one(at))
  const store = (rows: string[]) =>
    sql.run(`${THERE}CREATE OR REPLACE TABLE M (A TEXT, N NUMBER(10, 2)); INSERT INTO M VALUES ${rows.join(',')}`)

  test('nor for a long list that is looked through', () => {
    store(many(20_000, (at) => `('r${at}', ${at})`))
    const wanted = many(1_000, (at) => `${at}.0`).join(',')
    expect(rowsOf(`SELECT COUNT(*) FROM M WHERE N IN (${wanted}, -1)`)).toEqual([['1000']])
    expect(rowsOf(`SELECT COUNT(*) FROM M WHERE N NOT IN (${wanted})`)).toEqual([['19000']])
    expect(rowsOf(`SELECT COUNT(*) FROM M WHERE N NOT IN (${wanted}, NULL)`)).toEqual([['0']])
    expect(rowsOf(`SELECT COUNT(*) FROM M WHERE A IN ('r1', 'r2', 'x', A) AND N IN (1, '2.00', 7)`)).toEqual([['3']])
  })

  test('nor for a long pattern', () => {
    const says = `'${'a'.repeat(40_000)}' LIKE '%${'a'.repeat(20_000)}b'`
    expect(rowsOf(`SELECT COUNT(*) FROM VALUES ${many(20, () => '(1)').join(',')} WHERE ${says}`)).toEqual([['0']])
  })

  test('for a pattern that fits almost everywhere', () => {
    const says = `A LIKE '%_${'a'.repeat(20_000)}b'`
    store(many(2, () => `('${'a'.repeat(40_000)}', 1)`))
    expect(refusalOf(`SELECT COUNT(*) FROM M WHERE ${says}`)).toMatchObject({ code: '000002' })
  })

  test('for a condition as long as the table', () => {
    store(many(20_000, (at) => `('r${at}', ${at})`))
    const long = many(500, (at) => `N = ${-1 - at}`).join(' OR ')
    expect(refusalOf(`DELETE FROM M WHERE ${long}`)).toMatchObject({ code: '000002' })
    expect(rowsOf('SELECT COUNT(*) FROM M')).toEqual([['20000']])
  })

  test('for more cells than can be made, before they are', () => {
    sql.run(`${THERE}CREATE TABLE WIDE (${many(2_000, (at) => `C${at} TEXT`).join(',')})`)
    const insert = `INSERT INTO WIDE (C0) VALUES ${many(100_000, () => '(1)').join(',')}`
    expect(refusalOf(insert)).toMatchObject({ code: '000002', says: expect.stringContaining('100000 rows') })
    store(many(6_000, (at) => `('r${at}', ${at})`))
    const select = `SELECT ${many(1_000, () => 'A').join(',')} FROM M`
    expect(refusalOf(select)).toMatchObject({ code: '000002' })
    expect(rowsOf(`${select} ORDER BY N LIMIT 1`)).toHaveLength(1)
  })

  test('for more bytes than a table keeps, which stays as it was', () => {
    const [binding] = [{ type: 'text' as const, value: 'x'.repeat(1_000_000) }]
    const joined = many(16, () => '?').join('||')
    sql.run(`${THERE}CREATE TABLE BIG (A TEXT); INSERT INTO BIG VALUES ('a'), ${many(19, () => "('b')").join(',')}`)
    const update = (where: string) =>
      sql.bound(
        `UPDATE DB.PUBLIC.BIG SET A = ${joined} ${where}`,
        Array.from({ length: 16 }, () => binding),
      )
    expect(() => update('')).toThrow('more than 268435456 bytes')
    expect(rowsOf('SELECT COUNT(*), MAX(A) FROM BIG')).toEqual([['20', 'b']])
  })

  test('for a text longer than any column holds', () => {
    const binding = { type: 'text' as const, value: 'x'.repeat(1_000_000) }
    const joined = `SELECT ${many(17, () => '?').join('||')} FROM VALUES (1)`
    expect(() =>
      sql.bound(
        joined,
        Array.from({ length: 17 }, () => binding),
      ),
    ).toThrow('too long')
  })
})
