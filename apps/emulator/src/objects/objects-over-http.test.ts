import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestAccount, type TestAccount, type TestUser } from '../testing/start-test-account.ts'

const OBJECTS = `
  USE ROLE SYSADMIN;
  CREATE WAREHOUSE COCO_WH;
  CREATE DATABASE "Docs";
  CREATE SCHEMA "Docs".ALPHA;
  CREATE TABLE "Docs".ALPHA.T (ID TEXT);
  GRANT USAGE ON WAREHOUSE COCO_WH TO ROLE COCO_TENANT_ALPHA;
  GRANT USAGE ON DATABASE "Docs" TO ROLE COCO_TENANT_ALPHA;
  GRANT USAGE ON DATABASE "Docs" TO ROLE COCO_TENANT_BETA;
  GRANT USAGE ON SCHEMA "Docs".ALPHA TO ROLE COCO_TENANT_ALPHA;
  GRANT SELECT, INSERT, DELETE ON TABLE "Docs".ALPHA.T TO ROLE COCO_TENANT_ALPHA;
`

let folder: string
let account: TestAccount
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-objects-'))
  account = await startTestAccount({ dataDir: folder })
  account.emulator.sql(OBJECTS)
})
afterEach(async () => {
  await account.emulator.close()
  rmSync(folder, { recursive: true })
})

async function restart() {
  await account.emulator.close()
  account = await startTestAccount({ dataDir: folder })
}

async function answer(user: TestUser, statement: string, context: object = {}) {
  const { status, body } = await account.submit(user, statement, context)
  return status === 200 ? body.data : [status, body.code, body.sqlState]
}

describe('the database, schema and warehouse of a request', () => {
  const alpha = { database: 'Docs', schema: 'ALPHA', warehouse: 'COCO_WH' }
  const current = 'SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE()'

  test('are where names without them are looked up, case as given', async () => {
    const described = [['ID', 'VARCHAR(16777216)', 'COLUMN', 'Y', null, 'N', 'N', null, null, null]]
    expect(await answer('COCO_USER_ALPHA', current, alpha)).toEqual([['Docs', 'ALPHA', 'COCO_WH']])
    expect(await answer('COCO_USER_ALPHA', 'DESC TABLE T', alpha)).toEqual(described)
    expect(await answer('COCO_USER_ALPHA', 'DESC TABLE T', { ...alpha, database: 'DOCS' })).toEqual([
      422,
      '090105',
      '22000',
    ])
    expect(await answer('COCO_USER_ALPHA', 'DESC TABLE T', { ...alpha, schema: 'alpha' })).toEqual([
      422,
      '090106',
      '22000',
    ])
    expect(await answer('COCO_USER_ALPHA', 'DESC TABLE ALPHA.T', { database: 'Docs' })).toEqual(described)
  })

  test('may name what is not there, as long as no statement needs it', async () => {
    const nowhere = { database: 'NO', schema: 'NO', warehouse: 'NO' }
    expect(await answer('COCO_USER_ALPHA', current, nowhere)).toEqual([[null, null, null]])
    expect(await answer('COCO_USER_ALPHA', 'DESC TABLE "Docs".ALPHA.T', nowhere)).toHaveLength(1)
  })

  test('tell another tenant nothing of what is there', async () => {
    const beside = await answer('COCO_USER_BETA', 'DESC TABLE T', alpha)
    expect(beside).toEqual(await answer('COCO_USER_BETA', 'DESC TABLE T', { ...alpha, schema: 'NO' }))
    expect(await answer('COCO_USER_BETA', current, alpha)).toEqual([['Docs', null, null]])
  })

  test('come from the user when the request names none', async () => {
    account.emulator.sql(
      `ALTER USER COCO_USER_ALPHA SET DEFAULT_NAMESPACE = "Docs".ALPHA DEFAULT_WAREHOUSE = 'coco_wh'`,
    )
    expect(await answer('COCO_USER_ALPHA', current)).toEqual([['Docs', 'ALPHA', 'COCO_WH']])
    expect(await answer('COCO_USER_ALPHA', current, { schema: 'PUBLIC' })).toEqual([['Docs', null, 'COCO_WH']])
  })
})

test('REVOKE counts on the next request', async () => {
  const describeTable = () => answer('COCO_USER_ALPHA', 'DESC TABLE "Docs".ALPHA.T')
  expect(await describeTable()).toHaveLength(1)
  account.emulator.sql('REVOKE USAGE ON SCHEMA "Docs".ALPHA FROM ROLE COCO_TENANT_ALPHA')
  expect(await describeTable()).toEqual([422, '002003', '42S02'])
})

test('objects and grants are there after a restart', async () => {
  const everything = ['SHOW GRANTS TO ROLE COCO_TENANT_ALPHA', 'SHOW TABLES IN ACCOUNT', 'SHOW WAREHOUSES']
  const before = await Promise.all(everything.map((text) => answer('COCO_USER_ALPHA', text)))
  await restart()
  expect(await Promise.all(everything.map((text) => answer('COCO_USER_ALPHA', text)))).toEqual(before)
  expect(before[1]).toHaveLength(1)
})

test('an account from before there were objects loads, and has none', async () => {
  await account.emulator.close()
  const path = join(folder, 'account.json')
  const { warehouses, databases, schemas, tables, searchServices, objectGrants, ...older } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  expect([warehouses, databases, schemas, tables, searchServices, objectGrants].every(Array.isArray)).toBe(true)
  writeFileSync(path, JSON.stringify(older))
  rmSync(join(folder, 'previous.json'))
  await restart()
  expect(await answer('COCO_USER_ALPHA', 'SHOW DATABASES')).toEqual([])
  account.emulator.sql(OBJECTS)
  expect(await answer('COCO_USER_ALPHA', 'SHOW DATABASES')).toHaveLength(1)
})
