import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { encodeBinding } from '@coco/core/snowflake/encode-binding'
import { createSqlClient } from '@coco/core/snowflake/sql-client'
import { createSqlQueries } from '@coco/core/snowflake/sql-queries'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The SQL API client and the local Snowflake, which share no code. */
let stack: Stack
beforeAll(async () => {
  stack = await startStack({ emulator: { asyncAfterMs: 50 } })
  stack.sql(`CREATE WAREHOUSE WH; CREATE DATABASE DB;
    CREATE TABLE DB.PUBLIC.T (N NUMBER(12, 2), R FLOAT, C TEXT, X BINARY, B BOOLEAN, D DATE, M TIME,
      NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ);
    CREATE TABLE DB.PUBLIC.MANY (ID NUMBER, TEXT TEXT)`)
})
afterAll(() => stack.close())

function connect() {
  const privateKey = { path: stack.adminKeyPath, passphrase: null }
  return createSqlClient({
    baseUrl: stack.emulatorUrl,
    credentials: createJwtFactory({ account: 'COCO-LOCAL', user: 'COCO_ADMIN', privateKey }),
    userAgent: 'coco-tests/0.1.0',
    context: { warehouse: 'WH', database: 'DB' },
    pollIntervalMs: 20,
  })
}

test('a value of every type that goes in with a binding comes out as it was written', async () => {
  const written = [
    ['FIXED', '-1234567890.25'],
    ['REAL', '1.5'],
    ['TEXT', "it's; DROP TABLE T --"],
    ['BINARY', 'CAFE01'],
    ['BOOLEAN', 'true'],
    ['DATE', '1969-07-20'],
    ['TIME', '13:37:00.000000001'],
    ['TIMESTAMP_NTZ', '1969-07-20T20:17:40.123456789'],
    ['TIMESTAMP_LTZ', '2026-11-20T13:37:00.5Z'],
    ['TIMESTAMP_TZ', '2026-11-20T13:37:00.5-03:30'],
  ] as const
  const queries = createSqlQueries(connect())
  const bindings = written.map(([type, text]) => encodeBinding(type, text))
  expect(await queries.change(`INSERT INTO T VALUES (${written.map(() => '?').join(', ')})`, bindings)).toBe(1)
  const row = await queries.queryOne('SELECT * FROM T WHERE C = ?', [written[2][1]])
  expect(Object.values(row ?? {})).toEqual(
    written.map(([type, text]) => ({ REAL: 1.5, BOOLEAN: true })[type as string] ?? text),
  )
})

test('many rows go in, come out in partitions, and are counted', async () => {
  const client = connect()
  const queries = createSqlQueries(client)
  const rows = Array.from({ length: 6000 }, (_, id) => [id, `row ${id} ${'x'.repeat(500)}`])
  expect(await queries.insertMany(['DB', 'PUBLIC', 'MANY'], ['ID', 'TEXT'], rows)).toBe(6000)
  const pages: number[] = []
  const ids: unknown[] = []
  for await (const page of client.executeInPages('SELECT ID, TEXT FROM MANY ORDER BY ID')) {
    pages.push(page.rows.length)
    ids.push(...page.rows.map(([id]) => id))
  }
  expect(pages.length).toBeGreaterThan(2)
  expect(ids).toEqual(rows.map(([id]) => id))
  expect((await client.execute('SELECT ID, TEXT FROM MANY ORDER BY ID')).rows).toEqual(rows)
  expect(await queries.queryScalar('SELECT COUNT(*) FROM MANY')).toBe(6000)
  expect(await queries.change('DELETE FROM MANY WHERE ID >= ?', [10])).toBe(5990)
  expect(await queries.queryColumn('SELECT ID FROM MANY ORDER BY ID LIMIT 3')).toEqual([0, 1, 2])
})

test('a statement that takes longer than the server waits is waited for', async () => {
  const { rows } = await connect().execute("CALL SYSTEM$WAIT(150, 'MILLISECONDS')")
  expect(rows).toEqual([['waited 150 milliseconds']])
})

test('a statement that is cancelled has failed, and says why', async () => {
  const client = connect()
  const submitted = await client.submit("CALL SYSTEM$WAIT(1, 'HOURS')")
  expect(await submitted.status()).toBe('running')
  expect(await submitted.cancel()).toBe(true)
  await expect(submitted.results()).rejects.toMatchObject({ code: '000604', sqlState: '57014' })
  expect(await submitted.status()).toBe('failed')
  expect(await submitted.cancel()).toBe(false)
})

test('a statement that takes too long is ended by the account, and not repeated', async () => {
  const late = connect().execute("CALL SYSTEM$WAIT(1, 'HOURS')", { timeoutSeconds: 1 })
  await expect(late).rejects.toMatchObject({ code: '000630', httpStatus: 408 })
})

test('several statements give a result each, one session long, and the failing one is named', async () => {
  const client = connect()
  const results = await client.executeScript('USE ROLE SECURITYADMIN; SELECT CURRENT_ROLE()')
  expect(results.map(({ rows }) => rows[0]?.[0])).toEqual(['Statement executed successfully.', 'SECURITYADMIN'])
  const failing = client.executeScript('CREATE ROLE KEPT;\n  DROP ROLE ABSENT; CREATE ROLE NEVER')
  await expect(failing).rejects.toMatchObject({
    code: '100132',
    message: "SQL compilation error:\nRole 'ABSENT' does not exist or not authorized.",
    failedStatement: { text: 'DROP ROLE ABSENT', line: 2, position: 2 },
  })
  const later = await client.submit("SELECT 'a'; SELECT 'b'", { script: true })
  expect((await later.results()).map(({ rows }) => rows)).toEqual([[['a']], [['b']]])
})
