import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AccessToken } from '../cortex/credentials.ts'
import { pause } from './pause.ts'
import { createSqlClient, type SqlClientOptions } from './sql-client.ts'
import { SqlError } from './sql-error.ts'

interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

type Reply = { status?: number; body?: unknown; headers?: Record<string, string>; raw?: Buffer } | 'cut' | 'silent'

const DONE = { code: '090001', sqlState: '00000', message: 'Statement executed successfully.', statementHandle: 'h1' }
const TEXT_COLUMN = { name: 'C', type: 'text', nullable: true }

function rowsOf(...cells: string[]) {
  const partitionInfo = [{ rowCount: cells.length }]
  return { ...DONE, resultSetMetaData: { rowType: [TEXT_COLUMN], partitionInfo }, data: cells.map((cell) => [cell]) }
}

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

describe('what Snowflake refuses', () => {
  test('comes with its code, its state, its words and the place they name', async () => {
    const message = "SQL compilation error:\nsyntax error line 2 at position 5 unexpected 'VACUUM'."
    const { client, seen } = await build([
      { status: 422, body: { code: '001003', sqlState: '42000', message, statementHandle: 'h1' } },
    ])
    const error = await failure(client.execute('VACUUM'))
    expect(error).toMatchObject({
      code: '001003',
      sqlState: '42000',
      httpStatus: 422,
      message,
      line: 2,
      position: 5,
      statementHandle: 'h1',
    })
    expect(seen).toHaveLength(1)
  })

  test.each([400, 403, 404, 405])('is not repeated: %s', async (status) => {
    const { client, seen } = await build([{ status, body: { code: '390142', message: 'no' } }])
    expect(await failure(client.execute('x'))).toMatchObject({ httpStatus: status })
    expect(seen).toHaveLength(1)
  })

  test('is not repeated when the statement timed out: 408 with 000630', async () => {
    const { client, seen } = await build([
      { status: 408, body: { code: '000630', message: 'Statement reached its timeout.' } },
    ])
    expect(await failure(client.execute('x'))).toMatchObject({ code: '000630' })
    expect(seen).toHaveLength(1)
  })

  test('as a page of HTML is a sentence of ours', async () => {
    const { client } = await build([{ status: 404, raw: Buffer.from('<html>not here</html>') }])
    expect((await failure(client.execute('x'))).message).toBe('This address has no SQL API. Is it a Snowflake account?')
  })

  test.each([Buffer.from('<html>hello</html>'), Buffer.from('{"resultSetMetaData": 5}')])(
    'as a 200 that is no result: %s',
    async (raw) => {
      const { client } = await build([{ raw }])
      expect(await failure(client.execute('x'))).toBeInstanceOf(SqlError)
    },
  )
})

describe('what fails on the way is repeated', () => {
  test.each([
    'cut',
    { status: 408 },
    { status: 429 },
    { status: 500 },
    { status: 502 },
    { status: 503 },
    { status: 504 },
  ] as Reply[])('with the same request id and retry=true: %j', async (trouble) => {
    const { client, seen, slept } = await build([trouble, trouble, { body: rowsOf('ok') }])
    expect((await client.execute('x')).rows).toEqual([['ok']])
    expect(new Set(seen.map(({ query }) => query.get('requestId'))).size).toBe(1)
    expect(seen.map(({ query }) => query.get('retry'))).toEqual([null, 'true', 'true'])
    // random is 0.5 here: half of 500 and of 1000.
    expect(slept).toEqual([250, 500])
  })

  test('three times at most', async () => {
    const { client, seen } = await build(
      Array.from({ length: 5 }, () => ({ status: 503, body: { message: 'busy', code: '1' } })),
    )
    expect(await failure(client.execute('x'))).toMatchObject({ httpStatus: 503, message: 'busy' })
    expect(seen).toHaveLength(3)
  })

  test('after the pause that Retry-After asks for', async () => {
    const { client, slept } = await build([{ status: 429, headers: { 'retry-after': '7' } }, { body: DONE }])
    await client.execute('x')
    expect(slept).toEqual([7000])
  })

  test('but not when that pause is longer than anybody waits', async () => {
    const { client, seen } = await build([{ status: 429, headers: { 'retry-after': '3600' } }])
    expect(await failure(client.execute('x'))).toMatchObject({ httpStatus: 429 })
    expect(seen).toHaveLength(1)
  })

  test('and an address where nobody listens is named', async () => {
    const { client } = await build([], { baseUrl: 'http://127.0.0.1:1' })
    expect((await failure(client.execute('x'))).message).toBe(
      'Snowflake cannot be reached at http://127.0.0.1:1 (ECONNREFUSED).',
    )
  })
})

describe('a refused token', () => {
  const refusal = { status: 401, body: { code: '390144', message: 'JWT token is invalid. [3f0c]' } }

  test.each([refusal, { status: 200, body: { code: '390112', message: 'session expired' } }])(
    'is replaced once: %j',
    async (reply) => {
      const { client, seen } = await build([reply, { body: rowsOf('ok') }])
      expect((await client.execute('x')).rows).toEqual([['ok']])
      expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
    },
  )

  test('and a second refusal is the answer', async () => {
    const { client, seen } = await build([refusal, refusal, refusal])
    expect(await failure(client.execute('x'))).toMatchObject({ httpStatus: 401, code: '390144' })
    expect(seen).toHaveLength(2)
  })
})

describe('who does not want to wait any longer', () => {
  test('cancels the running statement', async () => {
    const stop = new AbortController()
    const { client, seen } = await build(
      [
        { status: 202, body: { statementHandle: 'h1' } },
        { status: 202, body: { statementHandle: 'h1' } },
        { body: DONE },
      ],
      {
        sleep: async (_ms, signal) => {
          stop.abort(new Error('enough'))
          signal?.throwIfAborted()
        },
      },
    )
    await expect(client.execute('call long()', { signal: stop.signal })).rejects.toThrow('enough')
    expect(seen.at(-1)).toMatchObject({ method: 'POST', path: '/api/v2/statements/h1/cancel' })
  })

  test('is let go during the pause between two looks', async () => {
    const stop = new AbortController()
    const running = { status: 202, body: { statementHandle: 'h1' } }
    const { client, seen } = await build([running, running, { body: DONE }], { pollIntervalMs: 60_000, sleep: pause })
    const outcome = client.execute('call long()', { signal: stop.signal }).catch((reason: unknown) => reason)
    await expect.poll(() => seen.length).toBe(2)
    stop.abort(new Error('enough'))
    expect(await outcome).toEqual(new Error('enough'))
    expect(seen.at(-1)?.path).toBe('/api/v2/statements/h1/cancel')
  })

  test('is let go before the first answer too, without a retry', async () => {
    const stop = new AbortController()
    const { client, seen, arrived } = await build(['silent'])
    const running = client.execute('x', { signal: stop.signal })
    await arrived()
    stop.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    expect(seen).toHaveLength(1)
  })
})

async function build(replies: Reply[], overrides: Partial<SqlClientOptions> = {}, path = '') {
  const seen: Seen[] = []
  const slept: number[] = []
  let onArrival: () => void = () => {}
  const arrival = new Promise<void>((resolve) => (onArrival = resolve))
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://local')
      seen.push({
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      })
      onArrival()
      answer(replies.shift() ?? { status: 500 }, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  let minted = 1
  const client = createSqlClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    credentials: {
      token: async () => ({ value: `token-${minted}`, type: 'KEYPAIR_JWT' }),
      invalidate: (refused: AccessToken) => void (refused.value === `token-${minted}` && (minted += 1)),
    },
    userAgent: 'coco-test/1',
    sleep: async (ms) => void slept.push(ms),
    random: () => 0.5,
    ...overrides,
  })
  return { client, seen, slept, arrived: () => arrival }
}

function answer(reply: Reply, response: ServerResponse): void {
  if (reply === 'silent') return
  if (reply === 'cut') return void response.destroy()
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
  response.end(reply.raw ?? JSON.stringify(reply.body ?? {}))
}

async function failure(promise: Promise<unknown>): Promise<SqlError> {
  const error: unknown = await promise.then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  )
  if (error instanceof SqlError) return error
  throw error
}
