import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { build, DONE, rowsOf } from './testing/scripted-snowflake.ts'

describe('a statement', () => {
  test('is sent as the SQL API wants it and comes back decoded', async () => {
    const { client, seen } = await build([
      {
        body: {
          ...DONE,
          resultSetMetaData: {
            rowType: [
              { name: 'ID', type: 'fixed', scale: 0 },
              { name: 'ID', type: 'text' },
            ],
            partitionInfo: [{}],
          },
          data: [
            ['1', 'one'],
            ['2', null],
          ],
        },
      },
    ])
    const result = await client.execute('select * from t where id = ?', {
      bindings: [7],
      role: 'R',
      warehouse: 'WH',
      database: 'DB',
      schema: 'S',
      timeoutSeconds: 0,
      parameters: { QUERY_TAG: 'coco' },
    })
    expect(result.rows).toEqual([
      [1, 'one'],
      [2, null],
    ])
    expect(result.columns.map(({ name }) => name)).toEqual(['ID', 'ID'])
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/statements',
      headers: {
        authorization: 'Bearer token-1',
        'x-snowflake-authorization-token-type': 'KEYPAIR_JWT',
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'coco-test/1',
      },
      body: {
        statement: 'select * from t where id = ?',
        role: 'R',
        warehouse: 'WH',
        database: 'DB',
        schema: 'S',
        timeout: 0,
        bindings: { 1: { type: 'FIXED', value: '7' } },
        parameters: { QUERY_TAG: 'coco' },
      },
    })
    expect(seen[0]?.query.get('requestId')).toMatch(/^[0-9a-f-]{36}$/)
    expect(seen[0]?.query.has('retry')).toBe(false)
  })

  test('goes under the path of its address, which a proxy may have in front', async () => {
    const { client, seen } = await build([{ body: DONE }], {}, '/snow/')
    await client.execute('select 1')
    expect(seen.map(({ path }) => path)).toEqual(['/snow/api/v2/statements'])
  })

  test('runs in the client’s context unless it names another', async () => {
    const { client, seen } = await build([{ body: DONE }, { body: DONE }], {
      context: { role: 'ADMIN', warehouse: 'WH' },
    })
    await client.execute('select 1')
    await client.execute('select 1', { role: 'OTHER' })
    expect(seen.map(({ body }) => [body.role, body.warehouse])).toEqual([
      ['ADMIN', 'WH'],
      ['OTHER', 'WH'],
    ])
  })

  test('that takes long is asked for until it is done', async () => {
    const running = {
      status: 202,
      body: { code: '333334', message: 'Asynchronous execution in progress.', statementHandle: 'h 1' },
    }
    const { client, seen, slept } = await build([running, running, running, { body: rowsOf('done') }])
    expect((await client.execute('call long()')).rows).toEqual([['done']])
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v2/statements',
      ...Array.from({ length: 3 }, () => 'GET /api/v2/statements/h%201'),
    ])
    expect(slept).toEqual([500, 500])
  })

  test('with several pages gives all rows in order, compressed pages too', async () => {
    const first = rowsOf('a', 'b')
    first.resultSetMetaData.partitionInfo = [{ rowCount: 2 }, { rowCount: 1 }, { rowCount: 1 }]
    const { client, seen } = await build([
      { body: first },
      { raw: gzipSync(JSON.stringify({ data: [['c']] })), headers: { 'content-encoding': 'gzip' } },
      { body: { data: [['d']] } },
    ])
    expect((await client.execute('select')).rows.flat()).toEqual(['a', 'b', 'c', 'd'])
    expect(seen.slice(1).map(({ query }) => query.get('partition'))).toEqual(['1', '2'])
  })

  test('with no rows and no columns is a result as well', async () => {
    const { client } = await build([{ body: DONE }])
    expect(await client.execute('select')).toMatchObject({
      columns: [],
      rows: [],
      message: 'Statement executed successfully.',
    })
  })
})

describe('several statements', () => {
  test('share one request, and every one has its result', async () => {
    const parent = { ...rowsOf('Multiple statements executed successfully.'), statementHandles: ['h1', 'h2'] }
    const { client, seen } = await build([{ body: parent }, { body: rowsOf('one') }, { body: rowsOf('two') }])
    const results = await client.executeScript('select 1; select 2;', { parameters: { QUERY_TAG: 'x' } })
    expect(results.map(({ rows }) => rows)).toEqual([[['one']], [['two']]])
    expect(seen[0]?.body.parameters).toEqual({ QUERY_TAG: 'x', MULTI_STATEMENT_COUNT: '0' })
    expect(seen.slice(1).map(({ path }) => path)).toEqual(['/api/v2/statements/h1', '/api/v2/statements/h2'])
  })

  test('may be one', async () => {
    const { client } = await build([{ body: rowsOf('one') }])
    expect(await client.executeScript('select 1')).toHaveLength(1)
  })
})

describe('a result page by page', () => {
  test('fetches no page that nobody asks for', async () => {
    const first = rowsOf('a')
    first.resultSetMetaData.partitionInfo = [{ rowCount: 1 }, { rowCount: 1 }, { rowCount: 1 }]
    const { client, seen } = await build([{ body: first }, { body: { data: [['b']] } }])
    const rows: unknown[] = []
    for await (const page of client.executeInPages('select')) {
      rows.push(...page.rows)
      if (rows.length === 2) break
    }
    expect(rows).toEqual([['a'], ['b']])
    expect(seen).toHaveLength(2)
  })
})
