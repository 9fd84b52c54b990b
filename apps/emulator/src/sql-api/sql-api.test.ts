import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestAccount, type TestAccount } from '../testing/start-test-account.ts'

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount()
})
afterAll(async () => {
  await account.emulator.close()
})

const many = (count: number) => ({ parameters: { MULTI_STATEMENT_COUNT: String(count) } })

describe('a result', () => {
  test('has the documented shape, every value a string or null', async () => {
    const { status, headers, body } = await account.submit('COCO_ADMIN', "SELECT 1 AS N, 'x', NULL, TRUE, -2.50 D")
    expect(status).toBe(200)
    expect(headers.get('x-snowflake-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(body).toMatchObject({
      resultSetMetaData: { numRows: 1, format: 'jsonv2', partitionInfo: [{ rowCount: 1, uncompressedSize: 31 }] },
      data: [['1', 'x', null, 'true', '-2.50']],
      code: '090001',
      sqlState: '00000',
      message: 'Statement executed successfully.',
      statementHandle: expect.stringMatching(/^01[0-9a-f-]{34}$/),
      statementStatusUrl: expect.stringContaining('/api/v2/statements/01'),
      createdOn: expect.any(Number),
    })
    const { rowType } = body.resultSetMetaData as { rowType: object[] }
    expect(rowType).toMatchObject([
      { name: 'N', type: 'fixed', scale: 0, precision: 38, nullable: true },
      { name: "'x'", type: 'text', scale: null },
      { name: 'NULL', type: 'text' },
      { name: 'TRUE', type: 'boolean' },
      { name: 'D', type: 'fixed', scale: 2 },
    ])
  })

  test('spells null out when the client asks for it', async () => {
    const { body } = await account.submit('COCO_ADMIN', 'SELECT NULL', {}, 'nullable=false')
    expect(body.data).toEqual([['null']])
  })

  test('writes times as seconds with nine decimals', async () => {
    const { body } = await account.submit('COCO_ADMIN', 'SELECT CURRENT_TIMESTAMP()')
    expect(body.data).toEqual([[expect.stringMatching(/^\d{10}\.\d{9}$/)]])
  })

  test('can be fetched again by its own user only', async () => {
    const { body } = await account.submit('COCO_USER_ALPHA', 'SELECT CURRENT_USER()')
    const path = `/api/v2/statements/${String(body.statementHandle)}`
    expect(await account.call('GET', path, account.as('COCO_USER_ALPHA'))).toMatchObject({ status: 200, body })
    const stolen = await account.call('GET', path, account.as('COCO_USER_BETA'))
    expect(stolen).toMatchObject({ status: 422, body: { code: '000709', sqlState: '02000' } })
    expect((await account.call('GET', path, {})).status).toBe(401)
    expect((await account.call('GET', `${path}?partition=1`, account.as('COCO_USER_ALPHA'))).status).toBe(400)
  })

  test('names the account, its organization and the locator', async () => {
    const { body } = await account.submit(
      'COCO_ADMIN',
      'SELECT CURRENT_ORGANIZATION_NAME(), CURRENT_ACCOUNT_NAME(), CURRENT_ACCOUNT()',
    )
    expect(body.data).toEqual([['COCO', 'LOCAL', expect.stringMatching(/^[A-Z]{2}\d{5}$/)]])
  })
})

describe('the role', () => {
  test('is the default one, or the one of the body, in its exact case', async () => {
    const roleFor = async (fields: object) => {
      const { status, body } = await account.submit('COCO_ADMIN', 'SELECT CURRENT_ROLE()', fields)
      return status === 200 ? body.data : body.code
    }
    expect(await roleFor({})).toEqual([['ACCOUNTADMIN']])
    expect(await roleFor({ role: 'USERADMIN' })).toEqual([['USERADMIN']])
    expect(await roleFor({ role: 'useradmin' })).toBe('390189')
    expect(await roleFor({ role: 'COCO_TENANT_ALPHA' })).toBe('390189')
  })

  test('lasts for one request', async () => {
    const both = await account.submit('COCO_ADMIN', 'USE ROLE SYSADMIN; SELECT CURRENT_ROLE()', many(2))
    const [, second] = both.body.statementHandles as string[]
    const inside = await account.call('GET', `/api/v2/statements/${second}`, account.as('COCO_ADMIN'))
    const after = await account.submit('COCO_ADMIN', 'SELECT CURRENT_ROLE()')
    expect([inside.body.data, after.body.data]).toEqual([[['SYSADMIN']], [['ACCOUNTADMIN']]])
  })

  test('decides what a tenant may do here', async () => {
    const grant = 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" TO ROLE COCO_TENANT_BETA'
    const refused = await account.submit('COCO_USER_BETA', grant)
    expect(refused).toMatchObject({ status: 422, body: { code: '003001', sqlState: '42501' } })
    expect((await account.submit('COCO_USER_BETA', grant, { role: 'ACCOUNTADMIN' })).body.code).toBe('390189')
  })
})

describe('several statements', () => {
  test('answer with a handle for each', async () => {
    const { body } = await account.submit('COCO_ADMIN', "SELECT 'a'; SELECT 'b';; -- done", many(2))
    expect(body.data).toEqual([['Multiple statements executed successfully.']])
    const handles = body.statementHandles as string[]
    const answers = await Promise.all(
      handles.map((handle) => account.call('GET', `/api/v2/statements/${handle}`, account.as('COCO_ADMIN'))),
    )
    expect(answers.map(({ body: child }) => child.data)).toEqual([[['a']], [['b']]])
  })

  test.each([
    [
      'without a count',
      {},
      'SELECT 1; SELECT 2',
      'Actual statement count 2 did not match the desired statement count 1.',
    ],
    [
      'with too many',
      many(3),
      'SELECT 1; SELECT 2',
      'Actual statement count 2 did not match the desired statement count 3.',
    ],
    ['with too few', many(2), 'SELECT 1', 'Actual statement count 1 did not match the desired statement count 2.'],
  ])('%s are refused, and none of them runs', async (_title, fields, statement, message) => {
    expect(await account.submit('COCO_ADMIN', statement, fields)).toMatchObject({
      status: 422,
      body: { code: '000008', message },
    })
  })

  test('any number of them with 0, also one', async () => {
    expect((await account.submit('COCO_ADMIN', 'SELECT 1; SELECT 2; SELECT 3', many(0))).status).toBe(200)
    expect((await account.submit('COCO_ADMIN', 'SELECT 1', many(0))).body.data).toEqual([['1']])
  })

  test('that fail midway keep what was done before, and nothing after', async () => {
    const failed = await account.submit(
      'COCO_ADMIN',
      'CREATE ROLE DONE;\nDROP ROLE NOTHING;\nCREATE ROLE NEVER',
      many(3),
    )
    expect(failed).toMatchObject({ status: 422, body: { code: '100132', sqlState: 'P0000' } })
    expect(failed.body.message).toBe(
      'JavaScript execution error: Uncaught Execution of multiple statements failed on statement "DROP ROLE NOTHING" ' +
        "(at line 2, position 0).\nSQL compilation error:\nRole 'NOTHING' does not exist or not authorized. in SYSTEM$MULTISTMT " +
        "at '    throw `Execution of multiple statements failed on statement {0} (at line {1}, position {2}).`" +
        ".replace('{1}', LINES[i])' position 4\nstackstrace: \nSYSTEM$MULTISTMT line: 10",
    )
    const { body } = await account.submit('COCO_ADMIN', 'SHOW ROLES')
    const names = (body.data as string[][]).map((row) => row[1])
    expect(names).toContain('DONE')
    expect(names).not.toContain('NEVER')
  })

  test('take no bindings', async () => {
    const fields = { ...many(2), bindings: { 1: { type: 'TEXT', value: 'x' } } }
    expect((await account.submit('COCO_ADMIN', 'SELECT ?; SELECT 1', fields)).body.code).toBe('391903')
  })

  test('are placed by their line in the whole text', async () => {
    const { body } = await account.submit('COCO_ADMIN', 'SELECT 1;\n  VACUUM', many(2))
    expect(body.message).toContain('failed on statement "VACUUM" (at line 2, position 2).')
    expect(body.message).toContain("SQL compilation error:\nsyntax error line 2 at position 2 unexpected 'VACUUM'.")
  })

  test('are quoted no further than their beginning when they fail', async () => {
    const { body } = await account.submit(
      'COCO_ADMIN',
      "SELECT 1; GRANT ROLE \n  NOTHING TO ROLE 'x'; SELECT 2",
      many(3),
    )
    expect(body.message).toContain('failed on statement "GRANT ROLE \n  NOTHING TO ROLE ..." (at line 1, position 10).')
  })
})

describe('bindings', () => {
  test.each([
    ['text', 'TEXT', "it's; DROP ROLE X", ["it's; DROP ROLE X"]],
    ['a number', 'FIXED', '12.5', ['12.5']],
    ['a truth', 'BOOLEAN', 'true', ['true']],
    ['null', 'TEXT', null, [null]],
  ])('put %s into a SELECT', async (_title, type, value, row) => {
    const { body } = await account.submit('COCO_ADMIN', 'SELECT ?', { bindings: { 1: { type, value } } })
    expect(body.data).toEqual([row])
  })

  test.each([
    ['no number', 'SELECT ?', { 1: { type: 'FIXED', value: 'abc' } }, '100037'],
    ['a type that is not supported', 'SELECT ?', { 1: { type: 'DECFLOAT', value: '0' } }, '391903'],
    ['a gap', 'SELECT ?', { 2: { type: 'TEXT', value: 'x' } }, '391903'],
    ['too many values', 'SELECT 1', { 1: { type: 'TEXT', value: 'x' } }, '002049'],
    ['a statement that has no place for them', 'SHOW ROLES', { 1: { type: 'TEXT', value: 'x' } }, '002049'],
  ])('are refused for %s', async (_title, statement, bindings, code) => {
    expect(await account.submit('COCO_ADMIN', statement, { bindings })).toMatchObject({ status: 422, body: { code } })
  })
})

describe('a request', () => {
  test.each([
    ['no JSON', 'not json'],
    ['a list', '[]'],
    ['an empty body', ''],
    ['no statement', '{}'],
    ['a statement that is no text', '{"statement":1}'],
    ['a negative timeout', '{"statement":"SELECT 1","timeout":-1}'],
    ['a field that is not known', '{"statement":"SELECT 1","describeOnly":true}'],
  ])('with %s is no valid payload', async (_title, body) => {
    const answer = await account.call('POST', '/api/v2/statements', account.as('COCO_ADMIN'), body)
    expect(answer).toMatchObject({
      status: 400,
      body: { code: '390142', message: 'Incoming request does not contain a valid payload.' },
    })
  })

  test('with form data instead of JSON is no valid payload', async () => {
    const headers = { ...account.as('COCO_ADMIN'), 'content-type': 'text/plain' }
    expect((await account.call('POST', '/api/v2/statements', headers, '{"statement":"SELECT 1"}')).status).toBe(400)
  })

  test('of more than two megabytes is too large', async () => {
    const answer = await account.submit('COCO_ADMIN', `SELECT '${'x'.repeat(2_200_000)}'`)
    expect(answer).toMatchObject({ status: 413, body: { code: '413' } })
  })

  test.each([
    ['', '000900'],
    [' ;; -- nothing', '000900'],
  ])('with the text "%s" has no statement', async (statement, code) => {
    expect(await account.submit('COCO_ADMIN', statement)).toMatchObject({
      status: 422,
      body: { code, sqlState: '42601' },
    })
  })

  test('with a parameter that cannot be honoured is refused by its name', async () => {
    const { body } = await account.submit('COCO_ADMIN', 'SELECT 1', { parameters: { TIMEZONE: 'UTC' } })
    expect(body).toMatchObject({ code: '391903', message: "Parameter 'TIMEZONE' is not supported." })
    expect((await account.submit('COCO_ADMIN', 'SELECT 1', { parameters: { query_tag: 'coco' } })).status).toBe(200)
  })

  test('that is sent again with its id and retry=true is not run again', async () => {
    const requestId = randomUUID()
    const send = (retry: string) =>
      account.submit('COCO_ADMIN', 'CREATE ROLE ONCE', {}, `requestId=${requestId}${retry}`)
    const first = await send('')
    expect(await send('&retry=true')).toMatchObject({
      status: 200,
      body: { statementHandle: first.body.statementHandle },
    })
    expect(await send('')).toMatchObject({ status: 422, body: { code: '002002' } })
  })

  test('of another user with the same id gets nothing of the first', async () => {
    const requestId = randomUUID()
    await account.submit('COCO_ADMIN', 'SELECT CURRENT_USER()', {}, `requestId=${requestId}`)
    const other = await account.submit(
      'COCO_USER_BETA',
      'SELECT CURRENT_USER()',
      {},
      `requestId=${requestId}&retry=true`,
    )
    expect(other.body.data).toEqual([['COCO_USER_BETA']])
  })

  test('with async=true is accepted, and answered when asked for', async () => {
    const accepted = await account.submit('COCO_ADMIN', "SELECT 'later'", {}, 'async=true')
    expect(accepted).toMatchObject({ status: 202, body: { code: '333334' } })
    const path = String(accepted.body.statementStatusUrl)
    expect((await account.call('GET', path, account.as('COCO_ADMIN'))).body.data).toEqual([['later']])
    const handle = String(accepted.body.statementHandle)
    const cancelled = await account.call('POST', `/api/v2/statements/${handle}/cancel`, account.as('COCO_ADMIN'))
    expect(cancelled).toMatchObject({ status: 422, body: { code: '000605', statementHandle: handle } })
  })

  test('with async=true that fails shows its error when asked for', async () => {
    const accepted = await account.submit('COCO_ADMIN', 'VACUUM', {}, 'async=true')
    const answer = await account.call('GET', String(accepted.body.statementStatusUrl), account.as('COCO_ADMIN'))
    expect(answer).toMatchObject({ status: 422, body: { code: '001003' } })
  })
})

describe('every route', () => {
  const paths = ['/api/v2/statements', '/api/v2/cortex/models', '/_emulator/faults', '/', '/nowhere']

  test.each(paths)('%s refuses a Host from elsewhere, with a request id', async (path) => {
    const answer = await get(path, 'evil.example')
    expect(answer.status).toBe(403)
    expect(answer.requestId).toBe(answer.body.request_id)
  })

  test.each(['127.0.0.1', 'localhost', '127.0.0.1:1', 'LOCALHOST:65535', '[::1]:80'])(
    'takes the Host %s',
    async (host) => {
      expect((await get('/_emulator/faults', host)).status).toBe(200)
    },
  )

  test.each([
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evil.example#localhost',
    '127.0.0.2',
    '0.0.0.0',
    'localhost:x',
  ])('refuses the Host %s', async (host) => {
    expect((await get('/_emulator/faults', host)).status).toBe(403)
  })

  test.each([
    ['GET', '/nowhere', 404],
    ['GET', '/api/v2/statements', 405],
    ['PUT', '/api/v2/statements', 405],
    ['HEAD', '/api/v2/statements', 405],
    ['DELETE', '/api/v2/statements/01-x', 405],
    ['GET', '/api/v2/statements/01-x/cancel', 405],
    ['GET', '/%', 400],
  ])('%s %s answers %i in JSON with its request id', async (method, path, status) => {
    const answer = await account.call(method, path, {})
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.headers.get('x-snowflake-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

/** `fetch` cannot set Host. */
async function get(path: string, host: string) {
  return new Promise<{ status: number; requestId: unknown; body: { request_id?: string } }>((resolve, reject) => {
    const sent = request({ port: account.emulator.port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const body = JSON.parse(text)
        resolve({ status: response.statusCode ?? 0, requestId: response.headers['x-snowflake-request-id'], body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('rows over HTTP', () => {
  beforeAll(() => {
    account.emulator.sql(
      'CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE TABLE DB.PUBLIC.T (ID TEXT, N NUMBER(6, 1), F FLOAT, TAGS ARRAY)',
    )
  })
  const submit = (statement: string, fields: object = {}) =>
    account.submit('COCO_ADMIN', statement, { database: 'DB', warehouse: 'WH', ...fields })

  test('go in with bindings, come out typed, and are counted', async () => {
    const bindings = {
      1: { type: 'TEXT', value: "it's" },
      2: { type: 'FIXED', value: '2.25' },
      3: { type: 'REAL', value: '1e-7' },
      4: { type: 'TEXT', value: '[1, "x"]' },
      5: { type: 'TEXT', value: null },
    }
    const insert =
      'INSERT INTO T SELECT column1, column2, column3, PARSE_JSON(column4) FROM VALUES (?, ?, ?, ?), (?, 7, NULL, NULL)'
    const inserted = await submit(insert, { bindings })
    expect(inserted.body).toMatchObject({
      data: [['2']],
      stats: { numRowsInserted: 2, numRowsUpdated: 0, numRowsDeleted: 0, numDuplicateRowsUpdated: 0 },
      resultSetMetaData: { rowType: [{ name: 'number of rows inserted', type: 'fixed', scale: 0 }] },
    })
    const { body } = await submit('SELECT * FROM T ORDER BY N')
    expect(body.data).toEqual([
      ["it's", '2.3', '1e-7', '[1,"x"]'],
      [null, '7.0', null, null],
    ])
    expect(body).toMatchObject({
      resultSetMetaData: {
        rowType: [
          { name: 'ID', type: 'text' },
          { name: 'N', type: 'fixed', scale: 1 },
          { name: 'F', type: 'real', scale: null },
          { name: 'TAGS', type: 'array', scale: null },
        ],
      },
    })
    expect(body).not.toHaveProperty('stats')
  })

  test('of several statements those before a failing one stay, and of the failing one nothing', async () => {
    await submit('TRUNCATE TABLE T')
    const text = "INSERT INTO T (N) VALUES (1); INSERT INTO T (N) VALUES (2), ('x'); INSERT INTO T (N) VALUES (3)"
    expect(await submit(text, many(3))).toMatchObject({ status: 422, body: { code: '100132', sqlState: 'P0000' } })
    expect((await submit('SELECT N FROM T')).body.data).toEqual([['1.0']])
  })

  test('that are more than an answer can hold are refused', async () => {
    await submit('TRUNCATE TABLE T')
    await submit(`INSERT INTO T (ID) VALUES ('${'x'.repeat(900_000)}')`)
    for (let doubled = 0; doubled < 5; doubled += 1) await submit('INSERT INTO T SELECT * FROM T')
    expect(await submit('SELECT ID FROM T')).toMatchObject({ status: 422, body: { code: '391908' } })
    expect((await submit('SELECT COUNT(*) FROM T')).body.data).toEqual([['32']])
    await submit('TRUNCATE TABLE T')
  })
})
