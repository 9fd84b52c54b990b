import { type Stack, startStack } from '@coco/testkit/start-stack'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
  stack.sql(`CREATE WAREHOUSE WH; CREATE DATABASE DB;
    CREATE TABLE DB.PUBLIC.T (ID NUMBER, WORDS TEXT, BORN DATE, SEEN TIMESTAMP_TZ)`)
})
afterAll(() => stack.close())

/** `coco sql` at the local account, as it would be at a real one. */
function sql(args: readonly string[], input = '') {
  const settings = {
    SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    SNOWFLAKE_USER: 'COCO_ADMIN',
    SNOWFLAKE_PRIVATE_KEY_PATH: stack.adminKeyPath,
    CORTEX_BASE_URL_OVERRIDE: `${stack.emulatorUrl}/api/v2/cortex`,
  }
  return runCoco({ folder: stack.folder, databaseUrl: null }, ['sql', ...args], input, settings)
}

const IN_DB = ['--warehouse', 'WH', '--database', 'DB']

test('values given with --bind come back under every format', async () => {
  const insert = 'INSERT INTO T VALUES (?, ?, ?, ?)'
  const bind = ['fixed:7', 'text:it\'s "here", you', 'date:2020-02-29', 'timestamp_tz:2026-11-20 13:37:00.5+01:00']
  const inserted = await sql([insert, ...IN_DB, ...bind.flatMap((value) => ['--bind', value])])
  expect(inserted).toMatchObject({ code: 0, stderr: '' })
  const select = ['SELECT ID, WORDS, BORN, SEEN, NULL AS NONE FROM T', ...IN_DB]
  expect((await sql([...select, '--format', 'csv'])).stdout).toBe(
    'ID,WORDS,BORN,SEEN,NONE\r\n7,"it\'s ""here"", you",2020-02-29,2026-11-20T13:37:00.5+01:00,\n',
  )
  const [result] = JSON.parse((await sql([...select, '--format', 'json'])).stdout) as { rows: unknown[][] }[]
  expect(result?.rows).toEqual([[7, 'it\'s "here", you', '2020-02-29', '2026-11-20T13:37:00.5+01:00', null]])
  expect((await sql(select)).stdout).toContain('(1 row)')
})

test('of several statements the failing one is named', async () => {
  const script = 'CREATE ROLE BEFORE_IT;\nGRANT ROLE ABSENT TO ROLE BEFORE_IT;\nCREATE ROLE AFTER_IT'
  const { code, stdout, stderr } = await sql(['-f', '-'], script)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(
    'Failed at "GRANT ROLE ABSENT TO ROLE BEFO..." (line 2, position 0). The statements before it were run, those after it were not.',
  )
  expect(stderr).toContain("Role 'ABSENT' does not exist or not authorized.\n(code 100132, SQLSTATE P0000)")
  const shown = await sql(["SHOW ROLES LIKE '%_IT'", '--json'])
  expect(shown.stdout).toContain('BEFORE_IT')
  expect(shown.stdout).not.toContain('AFTER_IT')
})

describe('a statement nobody waits for', () => {
  test('is looked at and stopped by its handle', async () => {
    const { code, stdout } = await sql(["SELECT 1; CALL SYSTEM$WAIT(1, 'HOURS')", '--async'])
    const handle = stdout.trim()
    expect([code, handle]).toEqual([0, expect.stringMatching(/^01[0-9a-f-]{34}$/)])
    expect((await sql(['--status', handle])).stdout).toBe('running\n')
    expect((await sql(['--cancel', handle])).stdout).toBe('Cancelled.\n')
    expect((await sql(['--status', handle])).stdout).toBe('failed\n')
    expect(await sql(['--result', handle])).toMatchObject({ code: 1, stderr: expect.stringContaining('code 000604') })
    expect((await sql(['--cancel', handle])).stdout).toBe('The statement had already ended.\n')
  })

  test('gives its results later', async () => {
    const { stdout } = await sql(['SELECT CURRENT_ROLE() AS R; SELECT 2 AS N', '--async'])
    const results = await sql(['--result', stdout.trim(), '--format', 'csv'])
    expect(results.stdout).toBe('R\r\nACCOUNTADMIN\r\n\r\nN\r\n2\n')
  })

  test('is unknown under any other handle', async () => {
    const handle = '01aaaaaa-0000-4000-8000-000000000000'
    expect(await sql(['--status', handle])).toMatchObject({ code: 1, stderr: expect.stringContaining('000709') })
  })
})

test('a statement that takes longer than --timeout is ended', async () => {
  const { code, stderr } = await sql(["CALL SYSTEM$WAIT(1, 'HOURS')", '--timeout', '1'])
  expect(code).toBe(1)
  expect(stderr).toContain('timeout of 1 second(s)')
})
