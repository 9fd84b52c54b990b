import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileBody, hostileHeaders } from './hostile-bodies.ts'
import { type Answer, requireOrderly, send } from './send.ts'

let stack: Stack
let admin: Record<string, string>
let alpha: Record<string, string>
beforeAll(async () => {
  stack = await startStack()
  admin = await headersFor('COCO_ADMIN', stack.adminKeyPath)
  alpha = await headersFor('COCO_USER_ALPHA', join(stack.folder, 'keys/alpha_rsa_key.p8'))
})
afterAll(() => stack.close())

async function headersFor(user: string, path: string): Promise<Record<string, string>> {
  const factory = createJwtFactory({ account: 'COCO-LOCAL', user, privateKey: { path, passphrase: null } })
  return { authorization: `Bearer ${(await factory.token()).value}` }
}

const post = (path: string, options: { headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> }) =>
  send(`${stack.emulatorUrl}${path}`, { method: 'POST', ...options })

async function expectAlive(): Promise<void> {
  const body = JSON.stringify({ model: 'claude-4-sonnet', messages: [{ role: 'user', content: 'hi' }] })
  expect((await post('/api/v2/cortex/v1/chat/completions', { headers: alpha, body })).status).toBe(200)
}

describe('nothing that a caller sends is the fault of the local Snowflake', () => {
  test('300 bodies and heads for chat completions', async () => {
    const right = {
      model: 'claude-4-sonnet',
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      max_completion_tokens: 12,
      temperature: 0.5,
      response_format: { type: 'json', schema: { type: 'object' } },
      tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
      stream_options: { include_usage: true },
    }
    const property = fc.asyncProperty(hostileBody(right), hostileHeaders, async (body, headers) => {
      const answer = await post('/api/v2/cortex/v1/chat/completions', { headers: { ...headers, ...alpha }, body })
      requireOrderly({ ...answer, text: answer.text.replace(/data: \[DONE\]\n\n$/, '') })
    })
    await fc.assert(property, { numRuns: 300, seed: 1 })
    await expectAlive()
  })

  test('300 bodies and heads for the SQL API', async () => {
    const right = {
      statement: 'SHOW ROLES',
      timeout: 60,
      role: 'ACCOUNTADMIN',
      bindings: { 1: { type: 'TEXT', value: 'x' } },
      parameters: { MULTI_STATEMENT_COUNT: '0' },
    }
    const query = fc.constantFrom('', '?async=true', '?nullable=false', '?requestId=x&retry=true', '?async=maybe')
    const property = fc.asyncProperty(hostileBody(right), hostileHeaders, query, async (body, headers, end) => {
      requireOrderly(await post(`/api/v2/statements${end}`, { headers: { ...headers, ...admin }, body }))
    })
    await fc.assert(property, { numRuns: 300, seed: 1 })
    await expectAlive()
  })

  test('300 statements that are nearly SQL', async () => {
    const property = fc.asyncProperty(nearlySql, async (statement) => {
      const body = JSON.stringify({ statement, warehouse: 'COCO_WH', parameters: { MULTI_STATEMENT_COUNT: '0' } })
      const answer = await post('/api/v2/statements', {
        headers: { ...alpha, 'content-type': 'application/json' },
        body,
      })
      requireOrderly(answer)
      expect([200, 400, 408, 422]).toContain(answer.status)
    })
    await fc.assert(property, { numRuns: 300, seed: 1 })
    await expectAlive()
  })

  test('300 bodies and heads for vectors', async () => {
    const right = { model: 'snowflake-arctic-embed-m-v1.5', text: ['Thirty days of vacation', ''] }
    const texts = fc.oneof(fc.jsonValue(), fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }))
    const property = fc.asyncProperty(hostileBody(right), hostileHeaders, texts, async (body, headers, text) => {
      requireOrderly(await post(EMBED_PATH, { headers: { ...headers, ...alpha }, body }))
      const answer = await post(EMBED_PATH, { headers: alpha, body: JSON.stringify({ ...right, text }) })
      requireOrderly(answer)
      expect([200, 400]).toContain(answer.status)
    })
    await fc.assert(property, { numRuns: 300, seed: 1 })
    expect((await post(EMBED_PATH, { headers: alpha, body: JSON.stringify(right) })).text).toContain('"embedding":[[')
    await expectAlive()
  })

  test('300 bodies and heads for a search', async () => {
    const right = {
      query: 'vacation',
      columns: ['DOCUMENT_ID', 'TAGS'],
      filter: { '@and': [{ '@eq': { TENANT_ID: 'a' } }, { '@or': [{ '@not': { '@contains': { TAGS: 'hr' } } }] }] },
      limit: 5,
    }
    stack.sql(`USE WAREHOUSE COCO_WH; INSERT INTO ${PASSAGES}
      SELECT column1, 'a', 'd', 0, 't', PARSE_JSON('["hr"]'), '', 'Thirty days of vacation' FROM VALUES ('d/0')`)
    const filter = fc.oneof(fc.constant(right.filter), nearlyFilter)
    const property = fc.asyncProperty(hostileBody(right), hostileHeaders, filter, async (body, headers, nearly) => {
      requireOrderly(await post(SEARCH_PATH, { headers: { ...headers, ...alpha }, body }))
      const answer = await post(SEARCH_PATH, { headers: alpha, body: JSON.stringify({ ...right, filter: nearly }) })
      requireOrderly(answer)
      expect([200, 400]).toContain(answer.status)
    })
    await fc.assert(property, { numRuns: 300, seed: 1 })
    expect((await post(SEARCH_PATH, { headers: alpha, body: JSON.stringify(right) })).text).toContain('"results":[')
    await expectAlive()
  })

  test('100 tokens', async () => {
    const genuine = admin.authorization ?? ''
    const token = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(genuine.length - 1), fc.base64String()).map(([at, text]) => genuine.slice(7, at) + text),
      fc.array(fc.base64String({ maxLength: 40 }), { maxLength: 4 }).map((parts) => parts.join('.')),
    )
    const property = fc.asyncProperty(token, async (text) => {
      const authorization = `Bearer ${encodeURI(text.toWellFormed())}`
      const answer = await post('/api/v2/statements', {
        headers: { authorization },
        body: '{"statement":"SHOW ROLES"}',
      })
      requireOrderly(answer)
      expect(answer.status).toBe(401)
    })
    await fc.assert(property, { numRuns: 100, seed: 1 })
    await expectAlive()
  })

  test('100 paths, handles and partitions', async () => {
    const path = fc.oneof(
      fc.webPath(),
      fc
        .tuple(fc.constantFrom(randomUUID(), 'x', '..', '%00', '%zz'), fc.webQueryParameters())
        .map(([handle, query]) => `/api/v2/statements/${handle}?${query}`),
      fc.integer().map((partition) => `/api/v2/statements/${randomUUID()}?partition=${partition}`),
      fc.webQueryParameters().map((query) => `/api/v2/cortex/models?${query}`),
      fc
        .tuple(fc.webSegment(), fc.webSegment(), fc.constantFrom(':query', '', ':', '%3Aquery', ':query:query'))
        .map(([schema, name, verb]) => `/api/v2/databases/D/schemas/${schema}/cortex-search-services/${name}${verb}`),
    )
    const method = fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const)
    const property = fc.asyncProperty(path, method, hostileHeaders, async (text, how, headers) => {
      const url = `${stack.emulatorUrl}${text}`
      requireOrderly(await send(url, { method: how, headers: { ...headers, ...admin }, body: '{}' }))
    })
    await fc.assert(property, { numRuns: 100, seed: 1 })
    await expectAlive()
  })

  test('200 fault rules: each is set or refused, and what is set is what was asked for', async () => {
    const right = { fault: 'cut;after=3', model: 'claude-4-sonnet', user: 'NOBODY', nth: 2, times: 1 }
    const url = `${stack.emulatorUrl}/_emulator/faults`
    const property = fc.asyncProperty(hostileBody(right), async (body) => {
      const answer: Answer = await send(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
      requireOrderly(answer)
      stack.emulator.faults.clear()
    })
    await fc.assert(property, { numRuns: 200, seed: 1 })
    await expectAlive()
  })
})

const PASSAGES = 'COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES'
const EMBED_PATH = '/api/v2/cortex/inference:embed'
const SEARCH_PATH = '/api/v2/databases/COCO_DOCUMENTS/schemas/TENANT_ALPHA/cortex-search-services/PASSAGES_SEARCH:query'

/** Conditions in any order, of any columns, with any values. */
const nearlyFilter = fc.letrec((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(
        fc.constantFrom('@eq', '@gte', '@lte', '@contains', '@primarykey', '@nothing'),
        fc.constantFrom('TENANT_ID', 'TAGS', 'POSITION', 'PASSAGE_ID', 'CONTENT', '__proto__', 'tags'),
        fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.jsonValue()),
      )
      .map(([operator, column, value]) => ({ [operator]: { [column]: value } })),
    fc.array(tie('condition'), { maxLength: 3 }).map((inner) => ({ '@and': inner })),
    fc.array(tie('condition'), { maxLength: 3 }).map((inner) => ({ '@or': inner })),
    tie('condition').map((inner) => ({ '@not': inner })),
    fc.jsonValue(),
  ),
})).condition

const WORDS =
  `GRANT REVOKE ROLE TO FROM USER CREATE ALTER DROP SHOW GRANTS ROLES SELECT CALL USE SET IF NOT EXISTS LIKE NULL
APPLICATION DATABASE SCHEMA TABLE TABLES WAREHOUSE USAGE ON ALL IN PRIMARY KEY ( A INT ) CHANGE_TRACKING SNOWFLAKE "CORTEX-MODEL-ROLE-ALL" COCO_TENANT_ALPHA PUBLIC RSA_PUBLIC_KEY CURRENT_ROLE() . , = ( ) ; * ? :1
INSERT INTO VALUES DELETE UPDATE WHERE AND OR BETWEEN GROUP BY ORDER LIMIT PARSE_JSON('[') COUNT(*) ::VARIANT || <> column1
$$ -- /* */ // " ' '' \\ 1e999 0x 🔑 İ \0 \u00a0`.split(/[ \n]/)
const word = fc.constantFrom(...WORDS)

/** Words of SQL in any order, and statements that are right but for one word. */
const nearlySql = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  fc.tuple(fc.constantFrom(...rightStatements()), fc.nat(), word).map(([statement, at, other]) => {
    const words = statement.split(' ')
    return words.with(at % words.length, other).join(' ')
  }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

function rightStatements(): string[] {
  return [
    'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA',
    'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_ALPHA',
    "CREATE USER IF NOT EXISTS U TYPE = SERVICE DEFAULT_ROLE = R COMMENT = 'x'",
    "ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY = 'MIIB'",
    'SHOW GRANTS TO ROLE COCO_TENANT_ALPHA',
    "CREATE OR REPLACE TABLE FUZZ.PUBLIC.T ( A NUMBER ( 10 , 2 ) NOT NULL , B TEXT , PRIMARY KEY ( A ) ) COMMENT = 'x'",
    'CREATE DATABASE IF NOT EXISTS FUZZ',
    'GRANT SELECT , INSERT ON ALL TABLES IN SCHEMA FUZZ.PUBLIC TO ROLE COCO_TENANT_BETA',
    'REVOKE ALL ON TABLE FUZZ.PUBLIC.T FROM ROLE COCO_TENANT_BETA CASCADE',
    "SHOW TABLES LIKE '%' IN SCHEMA FUZZ.PUBLIC",
    'DROP TABLE IF EXISTS FUZZ.PUBLIC.T',
    'ALTER TABLE FUZZ.PUBLIC.T SET CHANGE_TRACKING = TRUE',
    "SELECT column1 , COUNT(*) , MAX( column2 ) FROM VALUES ( 1 , 'x' , NULL ) AS V WHERE column1 = 1 GROUP BY 1 ORDER BY 2 DESC LIMIT 3",
    `SELECT DOCUMENT_ID , TAGS FROM ${PASSAGES} WHERE NOT TITLE LIKE '%a_' AND POSITION BETWEEN 1 AND 2 OR ARRAY_CONTAINS( 'x' ::VARIANT , TAGS ) ORDER BY POSITION NULLS LAST`,
    `INSERT INTO ${PASSAGES} SELECT column1 , 'a' , 'd' , column2 , 't' , PARSE_JSON( column3 ) , '' , 'x' FROM VALUES ( 'p' , 1 , '[]' ) , ( 'q' , '2' , NULL )`,
    `INSERT INTO ${PASSAGES} ( PASSAGE_ID , POSITION ) VALUES ( 'x' , 1 ) , ( 'y' , -2.5 )`,
    `DELETE FROM ${PASSAGES} WHERE POSITION IN ( 7 , 8 ) OR COALESCE( TITLE , 'x' ) IS NULL`,
    `UPDATE ${PASSAGES} SET TITLE = UPPER( TITLE ) || 'x' , POSITION = '1' WHERE CONTENT ILIKE 'z'`,
    "CREATE CORTEX SEARCH SERVICE S ON CONTENT PRIMARY KEY ( PASSAGE_ID ) ATTRIBUTES TAGS WAREHOUSE = COCO_WH TARGET_LAG = '1 hour' AS ( SELECT * FROM T )",
    'SELECT CURRENT_ACCOUNT() , CURRENT_ROLE() , \'x\' AS "y"',
    "CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE( 'APP_ROLE' , 'CORTEX-MODEL-ROLE-ALL' )",
    "SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS( 'x' )",
  ]
}
