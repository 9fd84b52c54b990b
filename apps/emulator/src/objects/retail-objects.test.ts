import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { keys, sqlFile, startTestAccount, type TestAccount, type TestUser } from '../testing/start-test-account.ts'

const RETAIL = sqlFile('03_bonus_table_agent_rbac.sql')
const TICKETS = 'RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS'
const PRODUCTS = 'RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG'
const AGENT = 'RETAILBOT_DB.SUPPORT.RETAILBOT'

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount({
    seed: {
      scripts: [sqlFile('01_rbac_setup.sql'), sqlFile('02_enable_model_rbac.sql'), RETAIL],
      publicKeys: Object.fromEntries(Object.entries(keys).map(([user, key]) => [user, key.publicKey])),
    },
  })
})
afterAll(async () => {
  await account.emulator.close()
})

/** Rows of a table, or the code of the refusal. */
async function read(user: TestUser, table: string) {
  const { status, body } = await account.submit(user, `SELECT COUNT(*) FROM ${table}`, { warehouse: 'COCO_WH' })
  return status === 200 ? body.data : body.code
}

/** The HTTP status of a search. */
async function search(user: TestUser) {
  const path = '/api/v2/databases/RETAILBOT_DB/schemas/SUPPORT/cortex-search-services/SUPPORT_SEARCH:query'
  const body = { query: 'the kettle switches itself off', columns: ['TICKET_ID'], limit: 1 }
  const { status } = await account.call('POST', path, account.as(user), body)
  return status
}

/** The agents of a name that somebody is shown, or the code of the refusal. */
async function describeAgent(user: TestUser) {
  const { status, body } = await account.submit(user, `DESCRIBE AGENT ${AGENT}`)
  return status === 200
    ? z
        .array(z.array(z.unknown()))
        .parse(body.data)
        .map((row) => row[1])
    : body.code
}

const outcomes = async (user: TestUser) => ({
  tickets: await read(user, TICKETS),
  products: await read(user, PRODUCTS),
  search: await search(user),
  agent: await describeAgent(user),
})

const ALL = { tickets: [['3']], products: [['2']], search: 200, agent: ['RETAILBOT'] }

describe('after the project’s own script for the retail example', () => {
  test('Alpha reads its tables, searches and knows of the agent, Beta does none of it', async () => {
    expect(await outcomes('COCO_USER_ALPHA')).toEqual(ALL)
    expect(await outcomes('COCO_USER_BETA')).toEqual({
      tickets: '002003',
      products: '002003',
      search: 404,
      agent: '002003',
    })
  })

  test.each([
    ['USAGE ON WAREHOUSE COCO_WH', { tickets: '000606', products: '000606' }],
    ['USAGE ON DATABASE RETAILBOT_DB', { tickets: '002003', products: '002003', search: 404, agent: '002003' }],
    ['USAGE ON SCHEMA RETAILBOT_DB.SUPPORT', { tickets: '002003', products: '002003', search: 404, agent: '002003' }],
    [`SELECT ON TABLE ${TICKETS}`, { tickets: '002003' }],
    [`SELECT ON TABLE ${PRODUCTS}`, { products: '002003' }],
    ['USAGE ON CORTEX SEARCH SERVICE RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH', { search: 404 }],
    [`USAGE ON AGENT ${AGENT}`, { agent: '002003' }],
  ])('without %s exactly what needs it is refused, until it is granted again', async (grant, refused) => {
    account.emulator.sql(`REVOKE ${grant} FROM ROLE COCO_TENANT_ALPHA`)
    expect(await outcomes('COCO_USER_ALPHA')).toEqual({ ...ALL, ...refused })
    account.emulator.sql(`GRANT ${grant} TO ROLE COCO_TENANT_ALPHA`)
    expect(await outcomes('COCO_USER_ALPHA')).toEqual(ALL)
  })
})
