import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestAccount, type TestAccount, type TestUser } from '../testing/start-test-account.ts'

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount()
})
afterAll(() => account.emulator.close())

const COLUMNS = `TENANT_ID TEXT, DOCUMENT_ID TEXT, POSITION NUMBER, TITLE TEXT, TAGS ARRAY, CONTENT TEXT, PASSAGE_ID TEXT,
  DAY DATE, DRAFT BOOLEAN`

const MAY_MAKE = 'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER TO ROLE ACCOUNTADMIN'

/** A schema, table and service for each tenant; each tenant's role comes to its own service and to nothing else. */
beforeEach(() => {
  const { sql } = account.emulator
  sql(`${MAY_MAKE}; CREATE WAREHOUSE IF NOT EXISTS WH; CREATE OR REPLACE DATABASE DOCS;`)
  for (const tenant of ['ALPHA', 'BETA']) {
    sql(`CREATE SCHEMA DOCS.${tenant};
      CREATE TABLE DOCS.${tenant}.PASSAGES (${COLUMNS}) CHANGE_TRACKING = TRUE;
      CREATE CORTEX SEARCH SERVICE DOCS.${tenant}.FIND ON CONTENT PRIMARY KEY (PASSAGE_ID)
        ATTRIBUTES TENANT_ID, DOCUMENT_ID, POSITION, TITLE, TAGS, DAY, DRAFT WAREHOUSE = WH TARGET_LAG = '1 minute'
        EMBEDDING_MODEL = 'snowflake-arctic-embed-l-v2.0' AS (SELECT * FROM DOCS.${tenant}.PASSAGES);
      GRANT USAGE ON DATABASE DOCS TO ROLE COCO_TENANT_${tenant};
      GRANT USAGE ON SCHEMA DOCS.${tenant} TO ROLE COCO_TENANT_${tenant};
      GRANT USAGE ON CORTEX SEARCH SERVICE DOCS.${tenant}.FIND TO ROLE COCO_TENANT_${tenant}`)
    add(tenant, [
      ['d1', 0, 'Leave', '["hr","people"]', `Everybody at ${tenant} has thirty days of vacation a year.`],
      ['d1', 1, 'Leave', '["hr"]', 'Illness is reported on the first day, before nine.'],
      ['d2', 0, 'Travel', '["money"]', 'Receipts of a journey are handed in within two weeks.'],
    ])
  }
})

function add(tenant: string, rows: [document: string, position: number, title: string, tags: string, text: string][]) {
  const values = rows.map(([document, position, title, tags, text]) => {
    const cells = [`'${document}'`, position, `'${title}'`, `'${tags}'`, `'${text}'`, `'${document}/${position}'`]
    return `('${tenant}', ${cells.join(', ')}, '2026-0${position + 1}-01', ${position === 0})`
  })
  account.emulator.sql(`USE WAREHOUSE WH; INSERT INTO DOCS.${tenant}.PASSAGES
    SELECT column1, column2, column3, column4, PARSE_JSON(column5), column6, column7, column8, column9 FROM VALUES ${values.join(', ')}`)
}

const pathOf = (name: string) => {
  const [database = '', schema = '', service = ''] = name.split('.').map(encodeURIComponent)
  return `/api/v2/databases/${database}/schemas/${schema}/cortex-search-services/${service}:query`
}

const query = (user: TestUser, name: string, body: unknown) =>
  account.call('POST', pathOf(name), account.as(user), body)

async function found(filter?: object, text = 'vacation', limit = 10): Promise<string[]> {
  const body = { query: text, columns: ['PASSAGE_ID'], limit, ...(filter ? { filter } : {}) }
  const answer = await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', body)
  expect(answer).toMatchObject({ status: 200 })
  return (answer.body.results as { PASSAGE_ID: string }[]).map((result) => result.PASSAGE_ID)
}

describe('a query', () => {
  test('is answered in the documented shape, by the search column alone when no columns are named', async () => {
    const { status, headers, body } = await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'holidays', limit: 1 })
    expect(status).toBe(200)
    expect(body).toEqual({
      results: [
        {
          CONTENT: 'Everybody at ALPHA has thirty days of vacation a year.',
          '@scores': { cosine_similarity: expect.any(Number), text_match: expect.any(Number) },
        },
      ],
      request_id: headers.get('x-snowflake-request-id'),
    })
  })

  test('gives numbers, days and truth as text, arrays as arrays, null as null', async () => {
    account.emulator.sql("USE WAREHOUSE WH; UPDATE DOCS.ALPHA.PASSAGES SET TITLE = NULL WHERE PASSAGE_ID = 'd1/0'")
    const columns = ['position', 'DAY', 'DRAFT', 'TAGS', 'TITLE']
    const { body } = await query('COCO_USER_ALPHA', 'docs.alpha.find', { query: 'vacation', columns, limit: 1 })
    expect(body.results).toMatchObject([
      { POSITION: '0', DAY: '20454', DRAFT: 'true', TAGS: ['hr', 'people'], TITLE: null },
    ])
  })

  test('finds by words and by what they mean, best first, as many as asked for', async () => {
    expect((await found(undefined, 'How much holiday do I get?'))[0]).toBe('d1/0')
    expect((await found(undefined, 'I am sick, what now'))[0]).toBe('d1/1')
    expect((await found(undefined, 'receipts'))[0]).toBe('d2/0')
    expect(await found(undefined, 'receipts', 2)).toHaveLength(2)
  })

  test('sees at once what was added and what was taken away', async () => {
    add('ALPHA', [['d9', 0, 'Car', '[]', 'The zeppelin is parked behind the house.']])
    expect((await found(undefined, 'zeppelin'))[0]).toBe('d9/0')
    account.emulator.sql("USE WAREHOUSE WH; DELETE FROM DOCS.ALPHA.PASSAGES WHERE DOCUMENT_ID = 'd9'")
    expect(await found(undefined, 'zeppelin')).not.toContain('d9/0')
  })

  test('leaves out what has no text', async () => {
    account.emulator.sql("USE WAREHOUSE WH; UPDATE DOCS.ALPHA.PASSAGES SET CONTENT = ' ' WHERE PASSAGE_ID = 'd2/0'")
    expect((await found()).sort()).toEqual(['d1/0', 'd1/1'])
  })
})

describe('a filter', () => {
  test.each<[object, string[]]>([
    [{}, ['d1/0', 'd1/1', 'd2/0']],
    [{ '@eq': { DOCUMENT_ID: 'd1' } }, ['d1/0', 'd1/1']],
    [{ '@eq': { document_id: 'd2' } }, ['d2/0']],
    [{ '@eq': { DOCUMENT_ID: 'D1' } }, []],
    [{ '@eq': { POSITION: 1 } }, ['d1/1']],
    [{ '@eq': { POSITION: '1.0' } }, ['d1/1']],
    [{ '@eq': { DRAFT: true } }, ['d1/0', 'd2/0']],
    [{ '@eq': { DAY: '2026-02-01' } }, ['d1/1']],
    [{ '@contains': { TAGS: 'hr' } }, ['d1/0', 'd1/1']],
    [{ '@contains': { TAGS: 'h' } }, []],
    [{ '@gte': { POSITION: 1 } }, ['d1/1']],
    [{ '@lte': { POSITION: 0 } }, ['d1/0', 'd2/0']],
    [{ '@gte': { DAY: '2026-01-02' } }, ['d1/1']],
    [{ '@primarykey': { PASSAGE_ID: 'd2/0' } }, ['d2/0']],
    [{ '@and': [{ '@eq': { TENANT_ID: 'ALPHA' } }, { '@contains': { TAGS: 'people' } }] }, ['d1/0']],
    [{ '@or': [{ '@eq': { TITLE: 'Travel' } }, { '@contains': { TAGS: 'people' } }] }, ['d1/0', 'd2/0']],
    [{ '@or': [{ '@eq': { POSITION: 7 } }, { '@eq': { POSITION: '1.0' } }, { '@eq': { TITLE: 'X' } }] }, ['d1/1']],
    [{ '@or': [{ '@contains': { TAGS: 'people' } }, { '@contains': { TAGS: 'money' } }] }, ['d1/0', 'd2/0']],
    [{ '@not': { '@eq': { DOCUMENT_ID: 'd1' } } }, ['d2/0']],
    [{ '@and': [{ '@not': { '@or': [{ '@eq': { POSITION: 1 } }] } }, { '@eq': { DOCUMENT_ID: 'd1' } }] }, ['d1/0']],
  ])('%j lets %j through', async (filter, passages) => {
    expect((await found(filter)).sort()).toEqual(passages)
  })

  const deep = Array.from({ length: 20 }).reduce<object>((inner) => ({ '@not': inner }), { '@eq': { TITLE: 'x' } })
  test.each<[string, unknown]>([
    ['a column that is no attribute', { '@eq': { CONTENT: 'x' } }],
    ['a column that is not there', { '@eq': { NOTHING: 'x' } }],
    ['a name of every object', { '@eq': { constructor: 'x' } }],
    ['an operator that is unknown', { '@like': { TITLE: 'x' } }],
    ['no operator', { TITLE: 'x' }],
    ['two operators at once', { '@eq': { TITLE: 'x' }, '@not': { '@eq': { TITLE: 'y' } } }],
    ['two columns at once', { '@eq': { TITLE: 'x', DOCUMENT_ID: 'd1' } }],
    ['a list for a value', { '@eq': { TITLE: ['x'] } }],
    ['null for a value', { '@eq': { TITLE: null } }],
    ['a number for a text', { '@eq': { TITLE: 1 } }],
    ['a text for a number', { '@eq': { POSITION: 'first' } }],
    ['an array compared as a whole', { '@eq': { TAGS: 'hr' } }],
    ['an element of what is no array', { '@contains': { TITLE: 'x' } }],
    ['an order of texts', { '@gte': { TITLE: 'x' } }],
    ['nothing to choose from', { '@or': [] }],
    ['no list', { '@and': { '@eq': { TITLE: 'x' } } }],
    ['half a key', { '@primarykey': {} }],
    ['a key of something else', { '@primarykey': { TITLE: 'x' } }],
    ['conditions twenty deep', deep],
    ['thousands of conditions', { '@or': Array.from({ length: 2_000 }, () => ({ '@eq': { TITLE: 'x' } })) }],
    ['a list', []],
    ['a text', 'TITLE = x'],
  ])('with %s is refused', async (_, filter) => {
    const { status, body } = await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'x', filter })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '400', error_code: '400', request_id: expect.any(String) })
  })
})

describe('a body is refused', () => {
  test.each<[string, unknown, string]>([
    ['without a query', {}, '400'],
    ['with an empty query', { query: '' }, '400'],
    ['with a query that is too long', { query: 'x'.repeat(20_000) }, '400'],
    ['with a limit of nothing', { query: 'x', limit: 0 }, '400'],
    ['with a limit above a thousand', { query: 'x', limit: 1_001 }, '400'],
    ['with half a result', { query: 'x', limit: 1.5 }, '400'],
    ['with a column that the service does not select', { query: 'x', columns: ['NOTHING'] }, '400'],
    ['with a field that is not known', { query: 'x', filters: {} }, '400'],
    ['with what only newer services take', { multi_index_query: { CONTENT: [{ text: 'x' }] } }, '400'],
    ['with weights', { query: 'x', scoring_config: { weights: { texts: 1 } } }, '400'],
    ['that is a list', [], '390142'],
    ['that is no JSON', '{"query"', '390142'],
  ])('%s', async (_, body, code) => {
    const answer = await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', body)
    expect(answer).toMatchObject({ status: 400, body: { code, error_code: code } })
  })

  test('but not for turning off the reranker that is not there', async () => {
    const body = { query: 'x', scoring_config: { reranker: 'none' }, columns: null, filter: null }
    expect((await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', body)).status).toBe(200)
  })
})

describe('who may query', () => {
  const ask = async (user: TestUser, name: string) => {
    const { status, body } = await query(user, name, { query: 'vacation' })
    return { status, body: { ...body, request_id: 'any' } }
  }

  test('only whom the service was granted to; what is there and what is not are one answer', async () => {
    expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND')).status).toBe(200)
    const foreign = await ask('COCO_USER_ALPHA', 'DOCS.BETA.FIND')
    account.emulator.sql('DROP SCHEMA DOCS.BETA')
    const absent = await ask('COCO_USER_ALPHA', 'DOCS.BETA.FIND')
    expect(foreign).toEqual(absent)
    expect(foreign).toMatchObject({ status: 404, body: { code: '002003', error_code: '002003' } })
  })

  test.each([
    'DOCS.ALPHA.PASSAGES',
    'DOCS.ALPHA.OTHER',
    'NOTHING.ALPHA.FIND',
    'DOCS."alpha".FIND',
    'DOCS.A LPHA.FIND',
    '..."',
  ])('%s is no service', async (name) => {
    expect((await ask('COCO_USER_ALPHA', name)).status).toBe(404)
  })

  test('nobody who is not signed in, and by no other method or verb', async () => {
    expect((await account.call('POST', pathOf('DOCS.ALPHA.FIND'), {}, { query: 'x' })).status).toBe(401)
    expect((await account.call('GET', pathOf('DOCS.ALPHA.FIND'), account.as('COCO_USER_ALPHA'))).status).toBe(405)
    const suggest = pathOf('DOCS.ALPHA.FIND').replace(':query', ':suggest')
    expect((await account.call('POST', suggest, account.as('COCO_USER_ALPHA'), { query: 'x' })).status).toBe(404)
  })

  test.each(['USAGE ON CORTEX SEARCH SERVICE DOCS.ALPHA.FIND', 'USAGE ON SCHEMA DOCS.ALPHA', 'USAGE ON DATABASE DOCS'])(
    '%s is needed, and a REVOKE counts from the next query on',
    async (privilege) => {
      account.emulator.sql(`REVOKE ${privilege} FROM ROLE COCO_TENANT_ALPHA`)
      expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND')).status).toBe(404)
      account.emulator.sql(`GRANT ${privilege} TO ROLE COCO_TENANT_ALPHA`)
      expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND')).status).toBe(200)
    },
  )

  test('MONITOR is not USAGE', async () => {
    account.emulator.sql(`GRANT USAGE ON SCHEMA DOCS.BETA TO ROLE COCO_TENANT_ALPHA;
      GRANT MONITOR ON CORTEX SEARCH SERVICE DOCS.BETA.FIND TO ROLE COCO_TENANT_ALPHA`)
    expect((await ask('COCO_USER_ALPHA', 'DOCS.BETA.FIND')).status).toBe(404)
  })

  test('a service reads with the rights of its owner: whoever asks needs none on the table', async () => {
    const select = await account.submit('COCO_USER_ALPHA', 'SELECT * FROM DOCS.ALPHA.PASSAGES')
    expect(select).toMatchObject({ status: 422, body: { code: '002003' } })
    expect(await found()).toContain('d1/0')
    // So a filter is no wall: what is granted is everything in the table.
    add('ALPHA', [['foreign', 0, 'X', '[]', 'vacation vacation vacation']])
    expect(await found()).toContain('foreign/0')
  })

  test('an owner who may no longer read the table has a service that answers nothing', async () => {
    account.emulator.sql(`CREATE ROLE IF NOT EXISTS MAKER; GRANT ROLE MAKER TO USER COCO_ADMIN;
      GRANT USAGE ON DATABASE DOCS TO ROLE MAKER; GRANT USAGE, CREATE CORTEX SEARCH SERVICE ON SCHEMA DOCS.ALPHA TO ROLE MAKER;
      GRANT USAGE ON WAREHOUSE WH TO ROLE MAKER; GRANT SELECT ON TABLE DOCS.ALPHA.PASSAGES TO ROLE MAKER;
      GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE MAKER; GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" TO ROLE MAKER;
      USE ROLE MAKER; ${serviceSql('DOCS.ALPHA.MADE')};
      GRANT USAGE ON CORTEX SEARCH SERVICE DOCS.ALPHA.MADE TO ROLE COCO_TENANT_ALPHA`)
    expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.MADE')).status).toBe(200)
    account.emulator.sql('REVOKE SELECT ON TABLE DOCS.ALPHA.PASSAGES FROM ROLE MAKER')
    expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.MADE')).status).toBe(400)
    account.emulator.sql('GRANT SELECT ON TABLE DOCS.ALPHA.PASSAGES TO ROLE MAKER; DROP TABLE DOCS.ALPHA.PASSAGES')
    expect((await ask('COCO_USER_ALPHA', 'DOCS.ALPHA.MADE')).status).toBe(400)
  })
})

function serviceSql(name: string, { on = 'CONTENT', more = '', lag = '1 hour', model = '' } = {}): string {
  const embedding = model && `EMBEDDING_MODEL = '${model}'`
  return `CREATE CORTEX SEARCH SERVICE ${name} ON ${on} ${more} WAREHOUSE = WH TARGET_LAG = '${lag}' ${embedding} AS SELECT CONTENT, TITLE, POSITION, TAGS FROM DOCS.ALPHA.PASSAGES`
}

describe('making a service', () => {
  const asMaker = (text: string) => account.submit('COCO_ADMIN', text, { role: 'MAKER' })
  const NEEDED = [
    'USAGE ON DATABASE DOCS',
    'USAGE ON SCHEMA DOCS.ALPHA',
    'CREATE CORTEX SEARCH SERVICE ON SCHEMA DOCS.ALPHA',
    'USAGE ON WAREHOUSE WH',
    'SELECT ON TABLE DOCS.ALPHA.PASSAGES',
  ]
  const MODEL = [
    'DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER',
    'APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5"',
  ]

  test('needs every one of these, and nothing more', async () => {
    account.emulator.sql('CREATE OR REPLACE ROLE MAKER; GRANT ROLE MAKER TO USER COCO_ADMIN')
    const all = [...NEEDED, ...MODEL]
    for (const what of all) account.emulator.sql(`GRANT ${what} TO ROLE MAKER`)
    for (const what of all) {
      account.emulator.sql(`REVOKE ${what} FROM ROLE MAKER`)
      const { status, body } = await asMaker(serviceSql('DOCS.ALPHA.MADE'))
      expect([what, status, body.code]).toEqual([what, 422, expect.stringMatching(/^00[23]00[13]$/)])
      account.emulator.sql(`GRANT ${what} TO ROLE MAKER`)
    }
    expect((await asMaker(serviceSql('DOCS.ALPHA.MADE'))).status).toBe(200)
  })

  test('is no right of ACCOUNTADMIN as such', async () => {
    const make = () => account.submit('COCO_ADMIN', serviceSql('DOCS.ALPHA.MADE'))
    account.emulator.sql(MAY_MAKE.replace('GRANT', 'REVOKE').replace(' TO ', ' FROM '))
    expect(await make()).toMatchObject({ status: 422, body: { code: '002003' } })
    account.emulator.sql(MAY_MAKE)
    expect((await make()).status).toBe(200)
  })

  test.each<[string, string, string]>([
    ['a second time', serviceSql('DOCS.ALPHA.FIND'), '002002'],
    ['over a column that is not selected', serviceSql('DOCS.ALPHA.X', { on: 'DOCUMENT_ID' }), '000904'],
    ['over a number', serviceSql('DOCS.ALPHA.X', { on: 'POSITION' }), '002702'],
    ['with a key that is a number', serviceSql('DOCS.ALPHA.X', { more: 'PRIMARY KEY (POSITION)' }), '002702'],
    ['with an attribute that is not selected', serviceSql('DOCS.ALPHA.X', { more: 'ATTRIBUTES DAY' }), '000904'],
    ['that is never refreshed', serviceSql('DOCS.ALPHA.X', { lag: 'never' }), '001008'],
    ['with a model that is unknown', serviceSql('DOCS.ALPHA.X', { model: 'nothing' }), '002003'],
    ['with a model that chats', serviceSql('DOCS.ALPHA.X', { model: 'claude-4-sonnet' }), '002003'],
    ['without a warehouse', serviceSql('DOCS.ALPHA.X').replace('WAREHOUSE = WH', ''), '001003'],
    [
      'with an option that is not known',
      serviceSql('DOCS.ALPHA.X').replace(' AS ', ' REFRESH_MODE = FULL AS '),
      '001003',
    ],
    ['over some of the rows', `${serviceSql('DOCS.ALPHA.X')} WHERE POSITION = 0`, '001003'],
    ['in a schema that is not there', serviceSql('DOCS.NOWHERE.X'), '002003'],
  ])('%s is refused', async (_, text, code) => {
    expect(await account.submit('COCO_ADMIN', text)).toMatchObject({ status: 422, body: { code } })
  })

  test('over a table that does not track its changes is refused until it does', async () => {
    account.emulator.sql('ALTER TABLE DOCS.ALPHA.PASSAGES SET CHANGE_TRACKING = FALSE')
    const refused = await account.submit('COCO_ADMIN', serviceSql('DOCS.ALPHA.X'))
    expect(refused.body).toMatchObject({
      code: '002701',
      message: expect.stringContaining('SET CHANGE_TRACKING = TRUE'),
    })
    account.emulator.sql('ALTER TABLE DOCS.ALPHA.PASSAGES SET CHANGE_TRACKING = TRUE')
    expect((await account.submit('COCO_ADMIN', serviceSql('DOCS.ALPHA.X'))).status).toBe(200)
  })

  test('is content with one that is there, replaces it with its grants gone, and drops it', async () => {
    const { sql } = account.emulator
    sql(serviceSql('IF NOT EXISTS DOCS.ALPHA.FIND'))
    expect((await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'x' })).status).toBe(200)
    sql(serviceSql('DOCS.ALPHA.FIND').replace('CREATE', 'CREATE OR REPLACE'))
    expect((await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'x' })).status).toBe(404)
    sql('DROP CORTEX SEARCH SERVICE DOCS.ALPHA.FIND')
    expect((await query('COCO_ADMIN', 'DOCS.ALPHA.FIND', { query: 'x' })).status).toBe(404)
  })

  test('is shown to whom it was granted', async () => {
    const shown = await account.submit('COCO_USER_ALPHA', 'SHOW CORTEX SEARCH SERVICES IN DATABASE DOCS')
    expect(JSON.stringify(shown.body.data)).toMatch(
      /"FIND","DOCS","ALPHA".*"snowflake-arctic-embed-l-v2.0","ACTIVE","3"/,
    )
    expect(JSON.stringify(shown.body.data)).not.toContain('BETA')
    const described = await account.submit('COCO_USER_ALPHA', 'DESCRIBE CORTEX SEARCH SERVICE DOCS.ALPHA.FIND')
    expect(described.body.data).toEqual(shown.body.data)
    const foreign = await account.submit('COCO_USER_ALPHA', 'DESC CORTEX SEARCH SERVICE DOCS.BETA.FIND')
    expect(foreign.body.code).toBe('002003')
  })
})

test('faults strike a query, by header and by rule', async () => {
  const headers = { ...account.as('COCO_USER_ALPHA'), 'x-emulator-fault': 'status;code=503' }
  expect((await account.call('POST', pathOf('DOCS.ALPHA.FIND'), headers, { query: 'x' })).status).toBe(503)
  account.emulator.faults.set({ fault: 'status;code=429', endpoint: 'search', times: 1 })
  expect((await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'x' })).status).toBe(429)
  expect((await query('COCO_USER_ALPHA', 'DOCS.ALPHA.FIND', { query: 'x' })).status).toBe(200)
})

test('a service, its grants and what it finds are there after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'search-'))
  const name = '/api/v2/databases/D/schemas/PUBLIC/cortex-search-services/FIND:query'
  const ask = async (running: TestAccount, user: TestUser) => {
    const { status, body } = await running.call('POST', name, running.as(user), { query: 'holiday' })
    return { status, results: body.results }
  }
  try {
    const first = await startTestAccount({ dataDir })
    first.emulator.sql(`${MAY_MAKE}; CREATE WAREHOUSE W; CREATE DATABASE D; CREATE TABLE D.PUBLIC.T (A TEXT) CHANGE_TRACKING = TRUE;
      INSERT INTO D.PUBLIC.T VALUES ('Vacation is thirty days.'), ('Parking is free.');
      CREATE CORTEX SEARCH SERVICE D.PUBLIC.FIND ON A WAREHOUSE = W TARGET_LAG = '1 day' AS SELECT A FROM D.PUBLIC.T;
      GRANT USAGE ON DATABASE D TO ROLE COCO_TENANT_ALPHA; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE COCO_TENANT_ALPHA;
      GRANT USAGE ON CORTEX SEARCH SERVICE D.PUBLIC.FIND TO ROLE COCO_TENANT_ALPHA`)
    const before = await ask(first, 'COCO_USER_ALPHA')
    expect(before).toMatchObject({
      status: 200,
      results: [{ A: 'Vacation is thirty days.' }, { A: 'Parking is free.' }],
    })
    await first.emulator.close()
    await using second = await startTestAccount({ dataDir })
    expect(await ask(second, 'COCO_USER_ALPHA')).toEqual(before)
    expect((await ask(second, 'COCO_USER_BETA')).status).toBe(404)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
