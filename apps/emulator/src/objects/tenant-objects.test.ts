import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keys, sqlFile, startTestAccount, type TestAccount, type TestUser } from '../testing/start-test-account.ts'

const DOCUMENTS = sqlFile('04_documents.sql')

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount({
    seed: {
      scripts: [sqlFile('01_rbac_setup.sql'), sqlFile('02_enable_model_rbac.sql'), DOCUMENTS],
      publicKeys: Object.fromEntries(Object.entries(keys).map(([user, key]) => [user, key.publicKey])),
    },
  })
})
afterAll(async () => {
  await account.emulator.close()
})

/** What somebody is told, but for what differs between any two requests. */
async function told(user: TestUser, statement: string) {
  const { status, body } = await account.submit(user, statement, { warehouse: 'COCO_WH' })
  return { status, code: body.code, message: body.message, data: body.data }
}

describe('after the project’s own script for documents', () => {
  test('a tenant sees its own schema, tables and services, and no others', async () => {
    const names = async (shown: string) => {
      const { data } = await told('COCO_USER_ALPHA', `SHOW ${shown} IN ACCOUNT`)
      return (data as string[][]).map((row) => row.filter((cell) => /^(TENANT_|PERSONAL_|PASSAGES)/.test(cell ?? '')))
    }
    expect(await names('SCHEMAS')).toEqual([['TENANT_ALPHA']])
    expect(await names('TABLES')).toEqual([
      ['PASSAGES', 'TENANT_ALPHA'],
      ['PERSONAL_PASSAGES', 'TENANT_ALPHA'],
    ])
  })

  const statements = [
    'SELECT * FROM COCO_DOCUMENTS.<schema>.PASSAGES',
    'SELECT COUNT(*) FROM COCO_DOCUMENTS.<schema>.PERSONAL_PASSAGES',
    "INSERT INTO COCO_DOCUMENTS.<schema>.PASSAGES (DOCUMENT_ID) VALUES ('x')",
    "DELETE FROM COCO_DOCUMENTS.<schema>.PASSAGES WHERE DOCUMENT_ID = 'x'",
    'TRUNCATE TABLE COCO_DOCUMENTS.<schema>.PASSAGES',
    'DESC TABLE COCO_DOCUMENTS.<schema>.PASSAGES',
    'ALTER TABLE COCO_DOCUMENTS.<schema>.PASSAGES SET CHANGE_TRACKING = FALSE',
    'DROP TABLE IF EXISTS COCO_DOCUMENTS.<schema>.PASSAGES',
    'DROP TABLE COCO_DOCUMENTS.<schema>.PASSAGES',
    'DROP SCHEMA COCO_DOCUMENTS.<schema>',
    'CREATE OR REPLACE TABLE COCO_DOCUMENTS.<schema>.PASSAGES (A INT)',
    'USE SCHEMA COCO_DOCUMENTS.<schema>',
    'SHOW TABLES IN SCHEMA COCO_DOCUMENTS.<schema>',
    'SHOW GRANTS ON TABLE COCO_DOCUMENTS.<schema>.PASSAGES',
    'SHOW GRANTS ON CORTEX SEARCH SERVICE COCO_DOCUMENTS.<schema>.PASSAGES_SEARCH',
    'GRANT SELECT ON TABLE COCO_DOCUMENTS.<schema>.PASSAGES TO ROLE COCO_TENANT_ALPHA',
    'GRANT SELECT ON ALL TABLES IN SCHEMA COCO_DOCUMENTS.<schema> TO ROLE COCO_TENANT_ALPHA',
  ]
  test.each(statements)('another tenant’s is told apart from nothing by no statement: %s', async (statement) => {
    const theirs = await told('COCO_USER_ALPHA', statement.replace('<schema>', 'TENANT_BETA'))
    const nothing = await told('COCO_USER_ALPHA', statement.replace('<schema>', 'NOTHING'))
    const named = JSON.stringify(nothing).replaceAll('NOTHING', 'TENANT_BETA')
    expect(JSON.stringify(theirs)).toBe(named)
    const own = await told('COCO_USER_ALPHA', statement.replace('<schema>', 'TENANT_ALPHA'))
    expect(JSON.stringify(own)).not.toBe(named.replaceAll('TENANT_BETA', 'TENANT_ALPHA'))
  })

  test('a tenant reads and writes its rows, and may change or give away nothing', async () => {
    const table = 'COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES'
    expect(await told('COCO_USER_ALPHA', `SELECT COUNT(*) FROM ${table}`)).toMatchObject({ status: 200, data: [['0']] })
    const refused = [
      `UPDATE ${table} SET TITLE = 'x'`,
      `TRUNCATE TABLE ${table}`,
      `DROP TABLE ${table}`,
      `ALTER TABLE ${table} SET CHANGE_TRACKING = FALSE`,
      `GRANT SELECT ON TABLE ${table} TO ROLE COCO_TENANT_BETA`,
      'DROP SCHEMA COCO_DOCUMENTS.TENANT_ALPHA',
      'DROP DATABASE COCO_DOCUMENTS',
      'DROP WAREHOUSE COCO_WH',
      'CREATE SCHEMA COCO_DOCUMENTS.MINE',
      'CREATE TABLE COCO_DOCUMENTS.TENANT_ALPHA.MINE (A INT)',
    ]
    for (const statement of refused) {
      expect(await told('COCO_USER_ALPHA', statement)).toMatchObject({ status: 422, code: '003001' })
    }
  })

  test('running it again changes nothing, and its tear-down leaves no grant behind', async () => {
    await using own = await startTestAccount()
    const script = readFileSync(DOCUMENTS, 'utf8')
    own.emulator.sql(script)
    const held = () => own.emulator.sql('SHOW GRANTS TO ROLE COCO_TENANT_ALPHA')[0]?.rows.map((row) => row.slice(1, 4))
    const before = held()
    own.emulator.sql(script)
    expect(held()).toEqual(before)
    own.emulator.sql(readFileSync(sqlFile('teardown/04_drop_documents.sql'), 'utf8'))
    const left = held()?.filter(([, on]) => on !== 'APPLICATION_ROLE' && on !== 'DATABASE_ROLE')
    expect(left).toEqual([['USAGE', 'WAREHOUSE', 'COCO_WH']])
  })
})
