import { afterAll, beforeAll, expect, test } from 'vitest'
import { HI, type QuickstartGateway, startGateway } from './quickstart-gateway.ts'

let gateway: QuickstartGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const WRONG_KEY = { code: 'UNAUTHORIZED', message: 'Invalid or missing API key. Check your X-API-Key header.' }
const MISSING_KEY = { type: 'missing', loc: ['header', 'X-API-Key'], msg: 'Field required', input: null }

const withKey = (key: string, body: unknown = HI) => gateway.asNobody(body, { 'x-api-key': key })

test('C25 · a missing key is 422 and names the header, before what is wrong with the fields', async () => {
  expect(await gateway.asNobody()).toMatchObject({ status: 422, json: { detail: [MISSING_KEY] } })
  expect(await gateway.asNobody({ message: 'hi', max_tokens: 0 })).toMatchObject({
    status: 422,
    json: { detail: [MISSING_KEY, { loc: ['body', 'max_tokens'] }] },
  })
})

test.each(['', 'sk-alpha-secret-key-002', 'sk-alpha-secret-key-001x', 'SK-ALPHA-SECRET-KEY-001', 'toString'])(
  'C26 · the key %j is wrong, and that is said in the known words',
  async (key) => {
    const answer = await withKey(key)
    expect([answer.status, (answer.json as { detail: unknown }).detail]).toEqual([401, WRONG_KEY])
  },
)

test.each(['X-API-Key', 'x-api-key', 'X-Api-KEY'])("C27 · the header's name may be written %s", async (name) => {
  const answer = await gateway.asNobody(HI, { [name]: gateway.server.alphaKey })
  expect(answer.events.at(-1)?.event).toBe('done')
})

test('C28 · a key in the address, as a bearer token, in a cookie or in the body opens nothing', async () => {
  const { serverUrl, alphaKey } = gateway.server
  const response = await fetch(`${serverUrl}/v1/chat/stream?x-api-key=${alphaKey}&api_key=${alphaKey}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${alphaKey}`,
      cookie: `X-API-Key=${alphaKey}`,
    },
    body: JSON.stringify({ ...HI, 'X-API-Key': alphaKey, api_key: alphaKey }),
  })
  expect([response.status, await response.json()]).toMatchObject([422, { detail: [MISSING_KEY] }])
  expect(gateway.server.logLines.join('')).not.toContain(alphaKey)
})

test('C29 · a wrong key is said before wrong fields', async () => {
  expect(await withKey('wrong', { max_tokens: 0 })).toMatchObject({ status: 401, json: { detail: WRONG_KEY } })
})

test('C30 · broken JSON is said before a wrong key', async () => {
  expect(await withKey('wrong', '{')).toMatchObject({ status: 422, json: { detail: [{ type: 'json_invalid' }] } })
})
