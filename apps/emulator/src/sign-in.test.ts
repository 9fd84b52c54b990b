import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeKeyPair } from './testing/key-pair.ts'
import { keys, startTestAccount, type TestAccount } from './testing/start-test-account.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

let account: TestAccount
beforeEach(async () => {
  account = await startTestAccount()
})
afterEach(async () => {
  await account.emulator.close()
})

const modelsAs = (headers: Record<string, string>) => account.call('GET', '/api/v2/cortex/models', headers)

describe('whoever cannot sign in', () => {
  test('hears one sentence with a fresh uuid, whatever the cause, and no cause', async () => {
    const stranger = makeKeyPair()
    const causes = [
      account.bearer('COCO_USER_ALPHA', stranger),
      account.bearer('NOBODY', stranger),
      account.bearer('COCO_USER_ALPHA', keys.COCO_USER_BETA),
      { authorization: 'Bearer sk-alpha-secret-key-001' },
      { ...account.as('COCO_USER_ALPHA'), 'x-snowflake-authorization-token-type': 'SOMETHING' },
    ]
    const answers = await Promise.all(causes.map(modelsAs))
    const uuids = answers.map(({ status, body }) => {
      expect(status).toBe(401)
      expect(body.code).toBe('390144')
      expect(body.message).toMatch(new RegExp(`^JWT token is invalid. \\[${UUID.source}\\]$`))
      expect(Object.keys(body)).toEqual(['code', 'message', 'request_id'])
      return body.message
    })
    expect(new Set(uuids).size).toBe(causes.length)
  })

  test('is explained to an administrator by that uuid, and to nobody else', async () => {
    const { body } = await modelsAs(account.bearer('COCO_USER_ALPHA', keys.COCO_USER_BETA))
    const uuid = UUID.exec(String(body.message))?.[0]
    const question = `SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('${uuid}') AS DETAILS`
    const answer = await account.submit('COCO_ADMIN', question)
    expect(JSON.parse(String((answer.body.data as string[][])[0]?.[0]))).toMatchObject({
      errorCode: 'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
      username: 'COCO_USER_ALPHA',
      reason: expect.stringContaining(keys.COCO_USER_ALPHA.fingerprint),
    })
    const documented = `SELECT JSON_EXTRACT_PATH_TEXT(SYSTEM$GET_LOGIN_FAILURE_DETAILS('${uuid}'), 'errorCode')`
    const code = await account.submit('COCO_ADMIN', documented)
    expect(code.body.data).toEqual([['JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH']])
    expect(await account.submit('COCO_USER_ALPHA', question)).toMatchObject({ status: 422, body: { code: '003001' } })
  })

  test('by a token of 20 kB hears the same, and of 80 kB that it cannot be read, in JSON with a request id', async () => {
    const big = (length: number) => modelsAs({ authorization: `Bearer ${'a.'.repeat(length / 2)}a` })
    expect(await big(20_000)).toMatchObject({ status: 401, body: { code: '390144' } })
    const { status, headers, body } = await big(80_000)
    expect([status, body.request_id]).toEqual([431, headers.get('x-snowflake-request-id')])
  })

  test.each([
    ['no header', {}, '390101'],
    ['another scheme', { authorization: 'Basic YTpi' }, '390101'],
    ['a driver session', { authorization: 'Snowflake Token="abc"' }, '390104'],
  ])('with %s is told so', async (_title, headers, code) => {
    expect(await modelsAs(headers)).toMatchObject({ status: 401, body: { code } })
  })

  test.each([
    ['OAUTH', '390303'],
    ['PROGRAMMATIC_ACCESS_TOKEN', '394400'],
  ])('a key-pair token that is announced as %s is refused as that', async (type, code) => {
    const headers = { ...account.as('COCO_USER_ALPHA'), 'x-snowflake-authorization-token-type': type }
    expect(await modelsAs(headers)).toMatchObject({ status: 401, body: { code } })
  })
})

describe('a user', () => {
  test('may say KEYPAIR_JWT or nothing', async () => {
    const announced = { ...account.as('COCO_USER_ALPHA'), 'x-snowflake-authorization-token-type': 'KEYPAIR_JWT' }
    expect((await modelsAs(announced)).status).toBe(200)
    expect((await modelsAs(account.as('COCO_USER_ALPHA'))).status).toBe(200)
  })

  test('who is disabled is out with the next call, and back with the one after enabling', async () => {
    await account.submit('COCO_ADMIN', 'ALTER USER COCO_USER_ALPHA SET DISABLED = TRUE')
    expect((await modelsAs(account.as('COCO_USER_ALPHA'))).status).toBe(401)
    expect((await modelsAs(account.as('COCO_USER_BETA'))).status).toBe(200)
    await account.submit('COCO_ADMIN', 'ALTER USER COCO_USER_ALPHA SET DISABLED = FALSE')
    expect((await modelsAs(account.as('COCO_USER_ALPHA'))).status).toBe(200)
  })

  test('changes keys without a pause', async () => {
    const next = makeKeyPair()
    const [oldToken, newToken] = [account.as('COCO_USER_ALPHA'), account.bearer('COCO_USER_ALPHA', next)]
    const statuses = async () => [(await modelsAs(oldToken)).status, (await modelsAs(newToken)).status]
    expect(await statuses()).toEqual([200, 401])
    await account.submit('COCO_ADMIN', `ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY_2 = '${next.publicKey}'`)
    expect(await statuses()).toEqual([200, 200])
    await account.submit('COCO_ADMIN', 'ALTER USER COCO_USER_ALPHA UNSET RSA_PUBLIC_KEY')
    expect(await statuses()).toEqual([401, 200])
  })

  test('sees the fingerprint that his token must carry', async () => {
    const { body } = await account.submit('COCO_USER_ALPHA', 'DESC USER COCO_USER_ALPHA')
    const rows = Object.fromEntries((body.data as string[][]).map(([property, value]) => [property, value]))
    expect(rows).toMatchObject({
      RSA_PUBLIC_KEY_FP: keys.COCO_USER_ALPHA.fingerprint,
      RSA_PUBLIC_KEY_2_FP: 'null',
      DEFAULT_ROLE: 'COCO_TENANT_ALPHA',
      TYPE: 'SERVICE',
    })
  })
})
