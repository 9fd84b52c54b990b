import { describe, expect, test } from 'vitest'
import { build, DONE, failure, type Reply, rowsOf } from './testing/scripted-snowflake.ts'

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
