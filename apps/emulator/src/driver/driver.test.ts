import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signToken, tokenParts } from '../testing/sign-token.ts'
import { keys, startTestAccount, type TestAccount } from '../testing/start-test-account.ts'

let account: TestAccount
let nowMs = Date.now()
beforeAll(async () => {
  account = await startTestAccount({ now: () => nowMs })
})
beforeEach(() => {
  nowMs = Date.now()
})
afterAll(async () => {
  await account.emulator.close()
})

const HOUR_MS = 3_600_000

async function signIn(fields: object = {}, query = '') {
  const token = signToken(tokenParts('COCO_ADMIN', keys.COCO_ADMIN, nowMs), keys.COCO_ADMIN)
  const data = { AUTHENTICATOR: 'SNOWFLAKE_JWT', LOGIN_NAME: 'coco_admin', TOKEN: token, ...fields }
  const { status, body } = await account.call('POST', `/session/v1/login-request?requestId=x${query}`, {}, { data })
  expect(status).toBe(200)
  return body as { success: boolean; code: string | null; data: { token: string; masterToken: string } }
}

const as = (token: string) => ({ authorization: `Snowflake Token="${token}"` })
const post = async (path: string, token: string, body: unknown = {}) =>
  (await account.call('POST', path, as(token), body)).body
const query = (token: string, sqlText: string, fields: object = {}) =>
  post('/queries/v1/query-request?requestId=x', token, { sqlText, ...fields })

describe('a session', () => {
  test('lives until it is closed, and then nobody has it', async () => {
    const { token } = (await signIn()).data
    expect(await post('/session/heartbeat', token)).toMatchObject({ success: true })
    expect(await post('/session?delete=true', token)).toMatchObject({ success: true })
    expect(await post('/session/heartbeat', token)).toMatchObject({ success: false, code: '390104' })
    expect(await query(token, 'SELECT 1')).toMatchObject({ success: false, code: '390104' })
  })

  test('asks for a new token after an hour, gives it for the master token alone, and ends the old two', async () => {
    const { token, masterToken } = (await signIn({}, '&roleName=SYSADMIN')).data
    nowMs += HOUR_MS
    expect(await query(token, 'SELECT 1')).toMatchObject({ success: false, code: '390112' })
    expect(await post('/session/token-request', token)).toMatchObject({ success: false })
    const renewed = await post('/session/token-request', masterToken)
    expect(renewed).toMatchObject({ success: true, data: { validityInSecondsST: 3600 } })
    const { sessionToken } = renewed.data as { sessionToken: string }
    expect(await query(sessionToken, 'SELECT CURRENT_ROLE()')).toMatchObject({ data: { rowset: [['SYSADMIN']] } })
    expect(await query(token, 'SELECT 1')).toMatchObject({ code: '390104' })
    expect(await post('/session/token-request', masterToken)).toMatchObject({ success: false })
  })

  test('cannot be renewed after its master token has ended', async () => {
    const { masterToken } = (await signIn()).data
    nowMs += 4 * HOUR_MS
    expect(await post('/session/token-request', masterToken)).toMatchObject({ success: false })
  })

  test('is worth nothing over REST, and no other token is worth one', async () => {
    const { token } = (await signIn()).data
    const rest = await account.call('POST', '/api/v2/statements', as(token), { statement: 'SELECT 1' })
    expect(rest).toMatchObject({ status: 401, body: { code: '390104' } })
    for (const headers of [account.as('COCO_ADMIN'), as(''), as(`${token}x`), {}]) {
      const { body } = await account.call('POST', '/queries/v1/query-request', headers, { sqlText: 'SELECT 1' })
      expect(body).toMatchObject({ success: false, code: '390104' })
    }
  })

  test('ends with its user', async () => {
    account.emulator.sql("CREATE USER LEAVER TYPE = SERVICE; ALTER USER LEAVER SET RSA_PUBLIC_KEY = '" + bare() + "'")
    const token = signToken(tokenParts('LEAVER', keys.COCO_USER_BETA, nowMs), keys.COCO_USER_BETA)
    const session = (await signIn({ LOGIN_NAME: 'LEAVER', TOKEN: token })).data.token
    expect(await query(session, 'SELECT CURRENT_USER()')).toMatchObject({ data: { rowset: [['LEAVER']] } })
    account.emulator.sql('ALTER USER LEAVER SET DISABLED = TRUE')
    expect(await query(session, 'SELECT CURRENT_USER()')).toMatchObject({ success: false, code: '390104' })
  })
})

describe('a sign-in', () => {
  test.each([
    ['with a token that is none', { TOKEN: 'x' }, '390144'],
    ['without a token', { TOKEN: undefined }, '390144'],
    ['under a name that is not the token’s', { LOGIN_NAME: 'COCO_USER_BETA' }, '390144'],
    ['with a password', { AUTHENTICATOR: 'SNOWFLAKE', PASSWORD: 'x' }, '390137'],
    ['without a name', { LOGIN_NAME: undefined }, '390142'],
  ])('%s is refused', async (_title, fields, code) => {
    expect(await signIn(fields)).toMatchObject({ success: false, code, data: null })
  })

  test('that fails is explained to an administrator', async () => {
    const { message } = (await signIn({ LOGIN_NAME: 'COCO_USER_BETA' })) as unknown as { message: string }
    const uuid = /\[(.+)\]/.exec(message)?.[1]
    const { token } = (await signIn()).data
    const answer = await query(token, `SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('${uuid}')`)
    expect(JSON.stringify(answer.data)).toContain('LOGIN_NAME is not the user of the token.')
  })
})

describe('a request', () => {
  test('may be compressed, whatever its headers say, and must be JSON', async () => {
    const { token } = (await signIn()).data
    const send = (body: Uint8Array<ArrayBuffer> | string, headers = {}) =>
      fetch(`${account.emulator.url}/queries/v1/query-request`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...as(token), ...headers },
        body,
      })
    const zipped = Uint8Array.from(gzipSync(JSON.stringify({ sqlText: "SELECT 'z'" })))
    for (const headers of [{}, { 'content-encoding': 'gzip' }]) {
      expect(await (await send(zipped, headers)).json()).toMatchObject({ data: { rowset: [['z']] } })
    }
    expect((await send('{"sqlText":')).status).toBe(400)
    expect((await send(zipped.slice(0, 20))).status).toBe(400)
    expect((await send(Uint8Array.from(gzipSync(Buffer.alloc(8 * 1024 * 1024))))).status).toBe(400)
    expect(await (await send('[]')).json()).toMatchObject({ success: false, code: '390142' })
  })

  test.each([
    ['two statements', { sqlText: 'SELECT 1; SELECT 2' }, '000008'],
    ['no statement', { sqlText: '--' }, '000900'],
    ['an asynchronous one', { asyncExec: true }, '391903'],
    ['a description only', { describeOnly: true }, '391903'],
    ['many rows of bindings', { sqlText: 'SELECT ?', bindings: { 1: { type: 'TEXT', value: ['a', 'b'] } } }, '391903'],
    ['bindings in a stage', { bindStage: '@x' }, '391903'],
    ['a parameter', { parameters: { TIMEZONE: 'UTC' } }, '391903'],
  ])('for %s is refused by name', async (_title, fields, code) => {
    const { token } = (await signIn()).data
    expect(await query(token, 'SELECT 1', fields)).toMatchObject({ success: false, code, data: { errorCode: code } })
  })

  test('takes bindings, and answers truth values as drivers read them', async () => {
    const { token } = (await signIn()).data
    const bindings = { 1: { type: 'FIXED', value: '7' }, 2: { type: 'TEXT', value: null } }
    expect(await query(token, 'SELECT ?, ?, TRUE', { bindings, parameters: { QUERY_TAG: 'coco' } })).toMatchObject({
      data: {
        rowset: [['7', null, '1']],
        total: 1,
        rowtype: [{ type: 'fixed' }, { type: 'text' }, { type: 'boolean' }],
      },
    })
  })
})

function bare(): string {
  return keys.COCO_USER_BETA.publicKey.replace(/-----.*-----|\s/g, '')
}
