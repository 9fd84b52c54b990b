import { type Stack, startStack } from '@coco/testkit/start-stack'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import snowflake, { type Connection, type RowStatement } from 'snowflake-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

/** Snowflake's own driver for Node at the local Snowflake. */
let stack: Stack
let nowMs = Date.now()
beforeAll(async () => {
  // The driver writes a log file into the working folder unless told not to.
  snowflake.configure({ logLevel: 'OFF', additionalLogToConsole: false })
  stack = await startStack({ emulator: { now: () => nowMs } })
  stack.sql(`CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE ROLE DRIVER_ROLE; GRANT ROLE DRIVER_ROLE TO USER COCO_USER_ALPHA;
    CREATE TABLE DB.PUBLIC.T (ID NUMBER, N NUMBER(10, 2), OK BOOLEAN, WORDS TEXT, BORN DATE, SEEN TIMESTAMP_NTZ, TAGS ARRAY)`)
})
beforeEach(() => {
  nowMs = Date.now()
})
afterAll(() => stack.close())

interface Who {
  username?: string
  privateKey?: string
  account?: string
  role?: string
}

const keyOf = (name: string) => readFileSync(join(stack.folder, `keys/${name}_rsa_key.p8`), 'utf8')

async function signIn(who: Who = {}): Promise<Connection> {
  const connection = snowflake.createConnection({
    accessUrl: stack.emulatorUrl,
    account: 'COCO-LOCAL',
    username: 'COCO_ADMIN',
    authenticator: 'SNOWFLAKE_JWT',
    privateKey: keyOf('admin'),
    warehouse: 'WH',
    database: 'DB',
    ...who,
  })
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
  onTestFinished(
    () => new Promise<void>((resolve) => (connection.isUp() ? connection.destroy(() => resolve()) : resolve())),
  )
  return connection
}

function run(connection: Connection, sqlText: string, binds: (string | number | boolean | null)[] = []) {
  return new Promise<{ statement: RowStatement; rows: Record<string, unknown>[] }>((resolve, reject) => {
    connection.execute({
      sqlText,
      ...(binds.length > 0 ? { binds } : {}),
      complete: (error, statement, rows) => (error ? reject(error) : resolve({ statement, rows: rows ?? [] })),
    })
  })
}

describe('snowflake-sdk', () => {
  test('signs in with a key pair and reads the grants of a role', async () => {
    const connection = await signIn({ username: 'COCO_USER_BETA', privateKey: keyOf('beta') })
    const { rows } = await run(connection, 'SHOW GRANTS TO ROLE COCO_TENANT_BETA')
    const { rows: expected } = await grantsByRest()
    expect(rows.map(({ privilege, granted_on, name }) => [privilege, granted_on, name])).toEqual(expected)
    expect(rows.length).toBeGreaterThan(0)
  })

  test('keeps its session from statement to statement', async () => {
    const connection = await signIn()
    await run(connection, 'USE ROLE SECURITYADMIN')
    const { rows } = await run(connection, 'SELECT CURRENT_ROLE() AS R, CURRENT_USER() AS U')
    expect(rows).toEqual([{ R: 'SECURITYADMIN', U: 'COCO_ADMIN' }])
  })

  test('writes with bindings and reads every type back', async () => {
    const connection = await signIn()
    const insert = 'INSERT INTO T (ID, N, OK, WORDS, BORN, SEEN) VALUES (?, ?, ?, ?, ?, ?)'
    const values = [1, 2.5, true, "it's", '2020-02-29', '2026-11-20 13:37:00.5']
    expect((await run(connection, insert, values)).statement.getNumUpdatedRows()).toBe(1)
    await run(connection, insert, [2, null, false, '', null, null])
    const { rows } = await run(connection, 'SELECT ID, N, OK, WORDS, BORN, SEEN FROM T ORDER BY ID')
    expect(rows).toMatchObject([
      { ID: 1, N: 2.5, OK: true, WORDS: "it's" },
      { ID: 2, N: null, OK: false, WORDS: '', BORN: null, SEEN: null },
    ])
    const instants = [rows[0]?.BORN, rows[0]?.SEEN].map((value) =>
      value instanceof Date ? value.toISOString() : value,
    )
    expect(instants).toEqual(['2020-02-29T00:00:00.000Z', '2026-11-20T13:37:00.500Z'])
  })

  test('is told by code what is refused, and goes on', async () => {
    const connection = await signIn()
    await expect(run(connection, 'VACUUM')).rejects.toMatchObject({ code: '001003', sqlState: '42000' })
    await expect(run(connection, 'SELECT 1; SELECT 2')).rejects.toMatchObject({ code: '000008' })
    expect((await run(connection, 'SELECT 1 AS ONE')).rows).toEqual([{ ONE: 1 }])
  })

  test('renews its token when an hour has passed, in the same session', async () => {
    const connection = await signIn()
    await run(connection, 'USE ROLE SYSADMIN')
    nowMs += 3_700_000
    expect((await run(connection, 'SELECT CURRENT_ROLE() AS R')).rows).toEqual([{ R: 'SYSADMIN' }])
  })
})

describe('a session', () => {
  test('ends when it is closed', async () => {
    const connection = await signIn()
    await new Promise<void>((resolve, reject) => connection.destroy((error) => (error ? reject(error) : resolve())))
    await expect(run(connection, 'SELECT 1')).rejects.toThrow(
      'Unable to perform operation using terminated connection.',
    )
  })

  test('ends when its role is taken away', async () => {
    const connection = await signIn({ username: 'COCO_USER_ALPHA', privateKey: keyOf('alpha'), role: 'DRIVER_ROLE' })
    expect((await run(connection, 'SELECT CURRENT_ROLE() AS R')).rows).toEqual([{ R: 'DRIVER_ROLE' }])
    stack.sql('REVOKE ROLE DRIVER_ROLE FROM USER COCO_USER_ALPHA')
    await expect(run(connection, 'SELECT CURRENT_ROLE() AS R')).rejects.toThrow(
      'Unable to perform operation using terminated connection.',
    )
  })
})

describe('a sign-in is refused', () => {
  test.each<[string, () => Who]>([
    ['with the key of somebody else', () => ({ privateKey: keyOf('alpha') })],
    ['with a key that nobody has', () => ({ privateKey: newKey() })],
    ['for a user that there is not', () => ({ username: 'NOBODY' })],
    ['for another account', () => ({ account: 'OTHER-ACCOUNT' })],
  ])('%s', async (_title, who) => {
    await expect(signIn(who())).rejects.toMatchObject({ code: '390144' })
  })

  test('with a role that is not granted', async () => {
    const who = { username: 'COCO_USER_BETA', privateKey: keyOf('beta'), role: 'COCO_TENANT_ALPHA' }
    await expect(signIn(who)).rejects.toMatchObject({ code: '390189' })
  })
})

function newKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

/** What the local account itself says the role holds. */
async function grantsByRest() {
  const [result] = stack.sql('SHOW GRANTS TO ROLE COCO_TENANT_BETA')
  const names = result?.columns.map(({ name }) => name) ?? []
  const pick = (row: readonly (string | null)[]) =>
    ['privilege', 'granted_on', 'name'].map((name) => row[names.indexOf(name)])
  return { rows: result?.rows.map(pick) ?? [] }
}
