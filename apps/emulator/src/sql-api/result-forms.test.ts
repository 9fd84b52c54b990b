import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestAccount, type TestAccount } from '../testing/start-test-account.ts'

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount()
  account.emulator.sql(`CREATE WAREHOUSE WH; CREATE DATABASE DB;
    CREATE TABLE DB.PUBLIC.BIG (ID NUMBER, TEXT TEXT);
    CREATE TABLE DB.PUBLIC.T (C TEXT, N NUMBER(10, 2), R FLOAT, B BOOLEAN, X BINARY, D DATE, M TIME,
      NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ)`)
})
afterAll(async () => {
  await account.emulator.close()
})
const submit = (statement: string, fields: object = {}) =>
  account.submit('COCO_ADMIN', statement, { database: 'DB', warehouse: 'WH', ...fields })

describe('values of every type', () => {
  // As snowflake docs, sql-api/submitting-requests and handling-responses, write them.
  const forms = [
    ['TEXT', "it's", 'text', "it's"],
    ['FIXED', '12.5', 'fixed', '12.50'],
    ['REAL', '1e-7', 'real', '1e-7'],
    ['BOOLEAN', 'TRUE', 'boolean', 'true'],
    ['BINARY', 'cafe01', 'binary', 'CAFE01'],
    ['DATE', '1577836800000', 'date', '18262'],
    ['TIME', '48600500000000', 'time', '48600.500000000'],
    ['TIMESTAMP_NTZ', '-100000000', 'timestamp_ntz', '-0.100000000'],
    ['TIMESTAMP_LTZ', '1577836800000000001', 'timestamp_ltz', '1577836800.000000001'],
    ['TIMESTAMP_TZ', '1577836800000000000 1500', 'timestamp_tz', '1577836800.000000000 1500'],
  ] as const

  test('go in as bindings and come out under their types', async () => {
    const bindings = Object.fromEntries(forms.map(([type, value], index) => [String(index + 1), { type, value }]))
    await submit(`INSERT INTO T VALUES (${forms.map(() => '?').join(', ')})`, { bindings })
    const { body } = await submit('SELECT * FROM T')
    expect(body.data).toEqual([forms.map((form) => form[3])])
    const { rowType } = body.resultSetMetaData as { rowType: { type: string; scale: number | null }[] }
    expect(rowType.map(({ type }) => type)).toEqual(forms.map((form) => form[2]))
    expect(rowType.map(({ scale }) => scale)).toEqual([null, 2, null, null, null, null, 9, 9, 9, 9])
  })

  test.each(forms)('%s may be null', async (type) => {
    const { body } = await submit('SELECT ?', { bindings: { 1: { type, value: null } } })
    expect(body.data).toEqual([[null]])
  })

  test.each(forms.filter(([type]) => type !== 'TEXT'))('%s is no nonsense', async (type) => {
    const answer = await submit('SELECT ?', { bindings: { 1: { type, value: 'nonsense' } } })
    expect(answer).toMatchObject({ status: 422, body: { sqlState: '22018' } })
    const empty = await submit('SELECT ?', { bindings: { 1: { type, value: '' } } })
    expect(empty.status).toBe(type === 'BINARY' ? 200 : 422)
  })

  test('can be written as text, compared, and read as text', async () => {
    const { body } = await submit(
      "SELECT '13:37:00.5'::TIME, ('13:37'::TIME)::TEXT, 'ca0F'::BINARY, M::TEXT, X::TEXT FROM T WHERE M < '13:40'::TIME AND X = 'CAFE01'::BINARY",
    )
    expect(body.data).toEqual([['49020.500000000', '13:37:00', 'CA0F', '13:30:00', 'CAFE01']])
    expect((await submit("SELECT 'abc'::BINARY FROM T")).body.code).toBe('100115')
    expect((await submit("SELECT '25:00'::TIME FROM T")).body.code).toBe('100108')
    const described = await submit('DESC TABLE T')
    expect((described.body.data as string[][]).map((row) => row[1])).toContain('TIME(9)')
  })
})

test('a large result comes in partitions, the later ones compressed', async () => {
  for (const id of [1, 2, 3]) await submit(`INSERT INTO BIG VALUES (${id}, '${String(id).repeat(600_000)}')`)
  const { headers, body } = await submit('SELECT ID, TEXT FROM BIG ORDER BY ID')
  const meta = body.resultSetMetaData as { numRows: number; partitionInfo: { rowCount: number }[] }
  expect([meta.numRows, meta.partitionInfo.map(({ rowCount }) => rowCount)]).toEqual([3, [1, 1, 1]])
  expect((body.data as string[][]).map(([id]) => id)).toEqual(['1'])
  const url = `/api/v2/statements/${String(body.statementHandle)}`
  expect(headers.get('link')).toContain(`${url}?requestId=`)
  expect(headers.get('link')).toMatch(/&partition=1>;rel="next".*&partition=2>;rel="last"/)
  const page = await account.call('GET', `${url}?partition=2`, account.as('COCO_ADMIN'))
  expect(page.headers.get('content-encoding')).toBe('gzip')
  expect(page.body).toEqual({ data: [['3', '3'.repeat(600_000)]] })
  for (const none of ['3', '-1', 'x', '01']) {
    expect((await account.call('GET', `${url}?partition=${none}`, account.as('COCO_ADMIN'))).status).toBe(400)
  }
  expect((await account.call('GET', `${url}?partition=1`, account.as('COCO_USER_BETA'))).status).toBe(422)
})
