import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { createSqlClient } from '@coco/core/snowflake/sql-client'
import { callChatStream } from '@coco/testkit/chat-stream-call'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const RBAC = readScript('01_rbac_setup.sql')
const MODELS = readScript('02_enable_model_rbac.sql')
const BONUS = readScript('03_bonus_table_agent_rbac.sql')

/** The quickstart's own first two scripts, with the allow-list of their time and nothing taken back from PUBLIC. */
const QUICKSTART_SCRIPT = `
USE ROLE ACCOUNTADMIN;
CREATE ROLE IF NOT EXISTS COCO_TENANT_ALPHA;
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_ALPHA;
CREATE USER IF NOT EXISTS COCO_USER_ALPHA TYPE = SERVICE DEFAULT_ROLE = COCO_TENANT_ALPHA;
GRANT ROLE COCO_TENANT_ALPHA TO USER COCO_USER_ALPHA;
CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH();
ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None';
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_ALPHA;
`

function readScript(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../sql', name), 'utf8')
}

/** A stack on an account as Snowflake hands it over: an administrator with a key, and nothing of ours. */
async function startOnNewAccount(): Promise<Stack> {
  const stack = await startStack({ emulator: { seed: { scripts: [], publicKeys: {} } } })
  registerKey(stack, 'COCO_ADMIN', 'admin')
  return stack
}

/** What the guide has people paste. */
function registerKey(stack: Stack, user: string, keyName: string): void {
  const pem = readFileSync(join(stack.folder, `keys/${keyName}_rsa_key.pub`), 'utf8')
  stack.sql(`ALTER USER ${user} SET RSA_PUBLIC_KEY = '${pem.replace(/-----.*-----|\s/g, '')}'`)
}

/** The SQL API as the account's administrator, as `coco sql -f` uses it. */
function runAsAdmin({ emulatorUrl, adminKeyPath }: Stack, sql: string) {
  const privateKey = { path: adminKeyPath, passphrase: null }
  const client = createSqlClient({
    baseUrl: emulatorUrl,
    credentials: createJwtFactory({ account: 'COCO-LOCAL', user: 'COCO_ADMIN', privateKey }),
    userAgent: 'coco-tests/0.1.0',
  })
  return client.executeScript(sql)
}

/** `done`, or the code of the refusal. */
async function outcomeOf(stack: Stack, tenant: 'alpha' | 'beta', model: string): Promise<unknown> {
  const key = tenant === 'alpha' ? stack.alphaKey : stack.betaKey
  const { events } = await callChatStream(stack.serverUrl, { key, body: { message: 'hi', model } })
  const last = events.at(-1)
  return last?.event === 'error' ? last.data.code : last?.event
}

describe('on an account that was just opened', () => {
  test('C66 · the two scripts and the keys are all there is to do, once or twice, and no call names a role', async () => {
    await using stack = await startOnNewAccount()
    expect(await outcomeOf(stack, 'alpha', 'claude-4-sonnet')).toBe('upstream_auth_failed')
    for (const script of [RBAC, MODELS, RBAC, MODELS]) await runAsAdmin(stack, script)
    registerKey(stack, 'COCO_USER_ALPHA', 'alpha')
    registerKey(stack, 'COCO_USER_BETA', 'beta')

    expect(await outcomeOf(stack, 'alpha', 'claude-4-sonnet')).toBe('done')
    expect(await outcomeOf(stack, 'alpha', 'mistral-large2')).toBe('done')
    expect(await outcomeOf(stack, 'alpha', 'openai-gpt-4.1')).toBe('model_not_allowed')
    for (const model of ['openai-gpt-4.1', 'llama3.1-70b', 'deepseek-r1']) {
      expect(await outcomeOf(stack, 'beta', model)).toBe('done')
    }
    expect(await outcomeOf(stack, 'beta', 'claude-4-sonnet')).toBe('model_not_allowed')
    const headerNames = stack.emulator.calls.list().flatMap(({ headers }) => Object.keys(headers))
    expect(headerNames.filter((name) => name.includes('role'))).toEqual([])
  })

  test("C66 · the quickstart's own statements run as they are too", async () => {
    await using stack = await startOnNewAccount()
    await runAsAdmin(stack, QUICKSTART_SCRIPT)
    registerKey(stack, 'COCO_USER_ALPHA', 'alpha')
    expect(await outcomeOf(stack, 'alpha', 'claude-4-sonnet')).toBe('done')
  })
})

describe('the third script', () => {
  const TEARDOWN = readScript('teardown/03_drop_retail_example.sql')
  const TABLE = 'RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS'
  const count = (stack: Stack) => stack.sql(`USE WAREHOUSE COCO_WH; SELECT COUNT(*) FROM ${TABLE}`).at(-1)?.rows
  const grantsOf = (stack: Stack, role: string) =>
    stack
      .sql(`SHOW GRANTS TO ROLE ${role}`)
      .flatMap(({ rows }) => rows.map((row) => row.slice(1, 4).join(' ')))
      .filter((grant) => grant.includes('RETAILBOT_DB'))

  test('C66 · makes all that it grants on, for Alpha alone, once or twice', async () => {
    await using stack = await startOnNewAccount()
    for (const script of [RBAC, MODELS, BONUS]) await runAsAdmin(stack, script)
    const alpha = grantsOf(stack, 'COCO_TENANT_ALPHA')
    expect(alpha).toHaveLength(6)
    expect(alpha).toContain('USAGE AGENT RETAILBOT_DB.SUPPORT.RETAILBOT')
    await runAsAdmin(stack, BONUS)
    expect(grantsOf(stack, 'COCO_TENANT_ALPHA')).toEqual(alpha)
    expect(grantsOf(stack, 'COCO_TENANT_BETA')).toEqual([])
    expect(count(stack)).toEqual([['3']])
  })

  test('C66 · leaves rows of others; its tear-down takes everything away, once or twice, and 03 makes it anew', async () => {
    await using stack = await startStack()
    await runAsAdmin(stack, BONUS)
    stack.sql(`USE WAREHOUSE COCO_WH; INSERT INTO ${TABLE} VALUES ('MINE-1', 'LAMP', 'OPEN', 'It is dark.')`)
    await runAsAdmin(stack, BONUS)
    expect(count(stack)).toEqual([['4']])
    for (let round = 0; round < 2; round++) await runAsAdmin(stack, TEARDOWN)
    expect(grantsOf(stack, 'COCO_TENANT_ALPHA')).toEqual([])
    await runAsAdmin(stack, BONUS)
    expect(count(stack)).toEqual([['3']])
  })

  test('C66 · the quickstart’s grants on these objects run for both tenants, in its own words', async () => {
    await using stack = await startStack()
    await runAsAdmin(stack, BONUS)
    const objects = [
      'USAGE ON WAREHOUSE COCO_WH',
      'USAGE ON DATABASE RETAILBOT_DB',
      'USAGE ON SCHEMA RETAILBOT_DB.SUPPORT',
      'SELECT ON TABLE RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS',
      'SELECT ON TABLE RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG',
      'USAGE ON CORTEX SEARCH SERVICE RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH',
      'USAGE ON CORTEX AGENT RETAILBOT_DB.SUPPORT.RETAILBOT',
    ]
    for (const role of ['COCO_TENANT_ALPHA', 'COCO_TENANT_BETA']) {
      for (const object of objects) await runAsAdmin(stack, `GRANT ${object} TO ROLE ${role}`)
    }
    expect(grantsOf(stack, 'COCO_TENANT_BETA')).toEqual(grantsOf(stack, 'COCO_TENANT_ALPHA'))
  })
})

describe('the fourth script', () => {
  const DOCUMENTS = readScript('04_documents.sql')
  const TEARDOWN = readScript('teardown/04_drop_documents.sql')
  const SERVICE = 'COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES_SEARCH'
  const grantsOf = (stack: Stack, role: string) =>
    stack.sql(`SHOW GRANTS TO ROLE ${role}`).flatMap(({ rows }) => rows.map((row) => row.slice(1, 4).join(' ')))

  test('gives each tenant what is its own and nothing of the other’s, once or twice', async () => {
    await using stack = await startOnNewAccount()
    for (const script of [RBAC, MODELS, DOCUMENTS]) await runAsAdmin(stack, script)
    const [alpha, beta] = ['COCO_TENANT_ALPHA', 'COCO_TENANT_BETA'].map((role) => grantsOf(stack, role))
    expect(alpha).toContain(`USAGE CORTEX_SEARCH_SERVICE ${SERVICE}`)
    expect(alpha?.filter((grant) => grant.includes('TENANT_BETA'))).toEqual([])
    expect(beta?.filter((grant) => grant.includes('TENANT_ALPHA'))).toEqual([])
    expect(beta?.map((grant) => grant.replaceAll('BETA', 'ALPHA')).filter((grant) => grant.includes('COCO_'))).toEqual(
      alpha?.filter((grant) => grant.includes('COCO_')),
    )
    await runAsAdmin(stack, DOCUMENTS)
    expect(grantsOf(stack, 'COCO_TENANT_ALPHA')).toEqual(alpha)
  })

  test('leaves rows that are there; its tear-down takes everything away, once or twice, and 04 makes it anew', async () => {
    await using stack = await startStack()
    const table = 'COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES'
    const count = () => stack.sql(`USE WAREHOUSE COCO_WH; SELECT COUNT(*) FROM ${table}`).at(-1)?.rows
    stack.sql(
      `USE WAREHOUSE COCO_WH; INSERT INTO ${table} SELECT 'x/0', 'tenant-alpha', 'x', 0, 'T', PARSE_JSON('[]')::ARRAY, '', 'c'`,
    )
    await runAsAdmin(stack, DOCUMENTS)
    expect(count()).toEqual([['1']])
    for (let round = 0; round < 2; round++) await runAsAdmin(stack, TEARDOWN)
    expect(grantsOf(stack, 'COCO_TENANT_ALPHA').filter((grant) => grant.includes('COCO_DOCUMENTS'))).toEqual([])
    await runAsAdmin(stack, DOCUMENTS)
    expect(count()).toEqual([['0']])
  })
})

describe('access is what Snowflake says at the moment of the call', () => {
  const ROLE = 'APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET"'

  test('C67 · GRANT counts from the next call on, and so does REVOKE', async () => {
    await using stack = await startStack()
    const ask = () => outcomeOf(stack, 'beta', 'claude-4-sonnet')
    for (let round = 0; round < 2; round++) {
      expect(await ask()).toBe('model_not_allowed')
      await runAsAdmin(stack, `GRANT ${ROLE} TO ROLE COCO_TENANT_BETA`)
      expect(await ask()).toBe('done')
      await runAsAdmin(stack, `REVOKE ${ROLE} FROM ROLE COCO_TENANT_BETA`)
    }
    expect(await ask()).toBe('model_not_allowed')
  })

  test('C67 · a model that no list of ours has is answered when Snowflake grants it, through another role too', async () => {
    await using stack = await startStack()
    const model = 'llama3.1-8b'
    expect(await outcomeOf(stack, 'alpha', model)).toBe('model_not_allowed')
    await runAsAdmin(
      stack,
      `CREATE ROLE CHEAP_MODELS;
       GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-LLAMA3.1-8B" TO ROLE CHEAP_MODELS;
       GRANT ROLE CHEAP_MODELS TO ROLE COCO_TENANT_ALPHA;`,
    )
    expect(await outcomeOf(stack, 'alpha', model)).toBe('done')
    await runAsAdmin(stack, 'DROP ROLE CHEAP_MODELS')
    expect(await outcomeOf(stack, 'alpha', model)).toBe('model_not_allowed')
  })
})
