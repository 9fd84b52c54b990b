import { describe, expect, test } from 'vitest'
import { build, DONE, failure, rowsOf } from './testing/scripted-snowflake.ts'

// The answers of snowflake docs, sql-api/handling-responses.
const RUNNING = {
  status: 202,
  body: {
    code: '333334',
    message: 'Asynchronous execution in progress. Use provided query id to perform query monitoring and management.',
    statementHandle: 'h1',
    statementStatusUrl: '/api/v2/statements/h1?requestId=8f1c',
  },
}
const CANCELED = {
  code: '000604',
  sqlState: '57014',
  message: 'SQL execution canceled',
  statementHandle: 'h1',
  statementStatusUrl: '/api/v2/statements/h1?requestId=8f1c',
}
const FAILED = { status: 422, body: { code: '002003', sqlState: '42S02', message: 'no', statementHandle: 'h1' } }

describe('a submitted statement', () => {
  test('runs while nobody waits, tells how it is, and gives its rows', async () => {
    const { client, seen } = await build([RUNNING, RUNNING, { body: rowsOf('x') }, RUNNING, { body: rowsOf('x') }])
    const statement = await client.submit('call long()', { bindings: ['a'] })
    expect(statement.handle).toBe('h1')
    expect(seen[0]?.query.get('async')).toBe('true')
    expect(await statement.status()).toBe('running')
    expect(await statement.status()).toBe('succeeded')
    expect((await statement.results()).map(({ rows }) => rows)).toEqual([[['x']]])
  })

  test('keeps its request id when it has to be sent again', async () => {
    const { client, seen } = await build(['cut', RUNNING])
    await client.submit('call long()')
    expect(seen.map(({ query }) => query.get('retry'))).toEqual([null, 'true'])
    expect(seen.map(({ query }) => query.get('async'))).toEqual(['true', 'true'])
    expect(seen[1]?.query.get('requestId')).toBe(seen[0]?.query.get('requestId'))
  })

  test('of several statements gives the result of each', async () => {
    const parent = { ...rowsOf('Multiple statements executed successfully.'), statementHandles: ['c1', 'c2'] }
    const { client, seen } = await build([
      RUNNING,
      { body: parent },
      { body: rowsOf('one') },
      RUNNING,
      { body: rowsOf('two') },
    ])
    const statement = await client.submit('select 1; call long()', { script: true })
    expect((await statement.results()).map(({ rows }) => rows)).toEqual([[['one']], [['two']]])
    expect(seen[0]?.body.parameters).toEqual({ MULTI_STATEMENT_COUNT: '0' })
    expect(seen.slice(2).map(({ path }) => path.split('/').at(-1))).toEqual(['c1', 'c2', 'c2'])
  })

  test('can be found again by its handle', async () => {
    const { client, seen } = await build([{ body: rowsOf('x') }])
    expect(await client.submitted('h 1').status()).toBe('succeeded')
    expect(seen[0]?.path).toBe('/api/v2/statements/h%201')
  })

  test.each([
    ['failed', FAILED],
    ['was cancelled', { status: 422, body: CANCELED }],
    ['ran out of time', { status: 408, body: { code: '000630', message: 'Statement reached its timeout.' } }],
  ])('that %s says so, and its results are that error', async (_title, reply) => {
    const { client } = await build([reply, reply])
    expect(await client.submitted('h1').status()).toBe('failed')
    expect(await failure(client.submitted('h1').results())).toMatchObject({ code: reply.body.code })
  })

  test('that Snowflake does not know is no failed one', async () => {
    const unknown = { status: 422, body: { code: '000709', sqlState: '02000', message: 'Statement h9 not found' } }
    const { client } = await build([unknown])
    expect(await failure(client.submitted('h9').status())).toMatchObject({ code: '000709' })
  })

  test('goes on when its reader leaves', async () => {
    const stop = new AbortController()
    const { client, seen } = await build([RUNNING, RUNNING], {
      sleep: async (_ms, signal) => {
        stop.abort(new Error('enough'))
        signal?.throwIfAborted()
      },
    })
    const statement = await client.submit('call long()')
    await expect(statement.results(stop.signal)).rejects.toThrow('enough')
    expect(seen.map(({ path }) => path)).toEqual(['/api/v2/statements', '/api/v2/statements/h1'])
  })
})

describe('cancelling', () => {
  test('says whether it was in time', async () => {
    const late = {
      status: 422,
      body: { ...CANCELED, code: '000605', message: 'Identified SQL statement is not executing.' },
    }
    const { client, seen } = await build([{ body: CANCELED }, late])
    expect(await client.submitted('h1').cancel()).toBe(true)
    expect(await client.submitted('h1').cancel()).toBe(false)
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/api/v2/statements/h1/cancel' })
  })

  test('is no success when Snowflake refuses it for another reason', async () => {
    const { client } = await build([{ status: 403, body: { ...DONE, code: '003001', message: 'no' } }])
    expect(await failure(client.submitted('h1').cancel())).toMatchObject({ code: '003001', httpStatus: 403 })
  })
})
