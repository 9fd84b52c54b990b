import { describe, expect, test } from 'vitest'
import { SqlError } from './sql-error.ts'
import { build, failure } from './testing/scripted-snowflake.ts'

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
