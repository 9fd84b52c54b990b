import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqlFile, startTestAccount, type TestAccount } from './testing/start-test-account.ts'

let account: TestAccount
beforeEach(async () => {
  account = await startTestAccount()
})
afterEach(async () => {
  await account.emulator.close()
})

const CLAUDE = 'SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET"'

/** Runs SQL as the administrator over HTTP, as `coco sql` does. */
async function admin(statement: string) {
  const { status, body } = await account.submit('COCO_ADMIN', statement, { parameters: { MULTI_STATEMENT_COUNT: '0' } })
  expect({ status, body }).toMatchObject({ status: 200 })
}

describe('after the project’s own scripts', () => {
  test('each tenant has exactly its models', async () => {
    expect(await account.models('COCO_USER_ALPHA')).toEqual(['claude-4-sonnet', 'mistral-large2'])
    expect(await account.models('COCO_USER_BETA')).toEqual(['deepseek-r1', 'llama3.1-70b', 'openai-gpt-4.1'])
  })

  test('a tenant is answered by its own model and refused another, and one that does not exist in the same words', async () => {
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(200)
    const ungranted = await account.ask('COCO_USER_BETA', 'claude-4-sonnet')
    const unknown = await account.ask('COCO_USER_BETA', 'no-such-model')
    expect(ungranted).toMatchObject({ status: 403, body: { code: '003001' } })
    expect({ ...unknown.body, request_id: 0 }).toEqual({ ...ungranted.body, request_id: 0 })
  })

  test('running them again changes nothing', async () => {
    await admin(readFileSync(sqlFile('01_rbac_setup.sql'), 'utf8'))
    await admin(readFileSync(sqlFile('02_enable_model_rbac.sql'), 'utf8'))
    expect(await account.models('COCO_USER_ALPHA')).toEqual(['claude-4-sonnet', 'mistral-large2'])
  })
})

describe('SQL decides on the next call', () => {
  test('GRANT lets a tenant in, REVOKE puts it out', async () => {
    await admin(`GRANT APPLICATION ROLE ${CLAUDE} TO ROLE COCO_TENANT_BETA`)
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(200)
    await admin(`REVOKE APPLICATION ROLE ${CLAUDE} FROM ROLE COCO_TENANT_BETA`)
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(403)
  })

  test('a model comes through a role between', async () => {
    await admin(`CREATE ROLE PREMIUM; GRANT APPLICATION ROLE ${CLAUDE} TO ROLE PREMIUM; CREATE ROLE BETWEEN_THEM;
      GRANT ROLE PREMIUM TO ROLE BETWEEN_THEM; GRANT ROLE BETWEEN_THEM TO ROLE COCO_TENANT_BETA`)
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(200)
    await admin('DROP ROLE BETWEEN_THEM')
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(403)
  })

  test('a model may be named by its object, in either case when bare', async () => {
    const asked = await Promise.all(
      ['CLAUDE-4-SONNET', 'SNOWFLAKE.MODELS."CLAUDE-4-SONNET"', 'SNOWFLAKE.MODELS."claude-4-sonnet"'].map((model) =>
        account.ask('COCO_USER_ALPHA', model),
      ),
    )
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 403])
  })

  test('what PUBLIC holds, everybody holds', async () => {
    await admin("CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')")
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(200)
    await admin("CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')")
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(403)
  })

  test('without a Cortex database role no model helps, and either of the two will do', async () => {
    await admin('REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE COCO_TENANT_ALPHA')
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(403)
    await admin('GRANT DATABASE ROLE SNOWFLAKE.CORTEX_REST_API_USER TO ROLE COCO_TENANT_ALPHA')
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(200)
  })

  test('only the default role counts, unless the user has secondary roles', async () => {
    await admin(
      `CREATE ROLE EXTRA; GRANT APPLICATION ROLE ${CLAUDE} TO ROLE EXTRA; GRANT ROLE EXTRA TO USER COCO_USER_BETA`,
    )
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(403)
    await admin("ALTER USER COCO_USER_BETA SET DEFAULT_SECONDARY_ROLES = ('ALL')")
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(200)
  })

  test.each([
    ['is not granted any more', 'REVOKE ROLE COCO_TENANT_ALPHA FROM USER COCO_USER_ALPHA'],
    ['is dropped', 'DROP ROLE COCO_TENANT_ALPHA'],
    ['is unset', 'ALTER USER COCO_USER_ALPHA UNSET DEFAULT_ROLE'],
    ['was never granted', 'ALTER USER COCO_USER_ALPHA SET DEFAULT_ROLE = ACCOUNTADMIN'],
  ])('a user whose default role %s is still known, and may do nothing', async (_title, statement) => {
    await admin(statement)
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(403)
    expect((await account.submit('COCO_USER_ALPHA', 'SELECT CURRENT_ROLE()')).body.data).toEqual([['PUBLIC']])
  })

  test('the administrator may use every model', async () => {
    expect((await account.ask('COCO_ADMIN', 'openai-gpt-5')).status).toBe(200)
  })

  test('without cross-region inference a model of another region is unknown', async () => {
    await admin("ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'DISABLED'")
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(403)
    expect((await account.ask('COCO_USER_ALPHA', 'mistral-large2')).status).toBe(200)
  })

  test('the allow-list can be set to None, and decides nothing', async () => {
    await admin("ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None'")
    expect((await account.ask('COCO_USER_ALPHA', 'claude-4-sonnet')).status).toBe(200)
  })

  test('the tear-down scripts give everybody back what they had, and remove the tenants', async () => {
    await admin(readFileSync(sqlFile('teardown/02_give_back_public_access.sql'), 'utf8'))
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(200)
    await admin(readFileSync(sqlFile('teardown/01_drop_tenants.sql'), 'utf8'))
    expect((await account.ask('COCO_USER_BETA', 'claude-4-sonnet')).status).toBe(401)
  })
})
