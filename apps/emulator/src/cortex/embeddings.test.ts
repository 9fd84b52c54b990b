import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { similarity } from '../embedding/embed-text.ts'
import { startTestAccount, type TestAccount, type TestUser } from '../testing/start-test-account.ts'

const ARCTIC = 'snowflake-arctic-embed-m-v1.5'
const PATH = '/api/v2/cortex/inference:embed'
const grant = (model: string) =>
  `GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${model.toUpperCase()}" TO ROLE COCO_TENANT_ALPHA`

let account: TestAccount
beforeEach(async () => {
  account = await startTestAccount({ rateLimits: { 'e5-base-v2': { rpm: 2 } } })
  account.emulator.sql(grant(ARCTIC))
})
afterEach(() => account.emulator.close())

const embed = (body: unknown, user: TestUser = 'COCO_USER_ALPHA', headers = {}) =>
  account.call('POST', PATH, { ...account.as(user), ...headers }, body)

test('gives a vector in a list of its own for each text, in the documented shape', async () => {
  const { status, body, headers } = await embed({ model: ARCTIC, text: ['first text', 'second text'] })
  expect(status).toBe(200)
  expect(headers.get('x-snowflake-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const vector = [expect.toSatisfy((numbers: number[]) => numbers.length === 768 && numbers.every(Number.isFinite))]
  expect(body).toEqual({
    object: 'list',
    data: [
      { object: 'embedding', embedding: vector, index: 0 },
      { object: 'embedding', embedding: vector, index: 1 },
    ],
    model: ARCTIC,
    usage: { total_tokens: 4 },
  })
})

test('related texts are near, over the wire too', async () => {
  const { body } = await embed({
    model: `SNOWFLAKE.MODELS."${ARCTIC.toUpperCase()}"`,
    text: ['How long is the vacation?', 'Leave is thirty days.', 'The database was restored.'],
  })
  const vectors = (body.data as { embedding: [number[]] }[]).map(({ embedding: [numbers] }) =>
    Float32Array.from(numbers),
  )
  const [question, near, far] = vectors as [Float32Array, Float32Array, Float32Array]
  expect(similarity(question, near)).toBeGreaterThan(similarity(question, far) + 0.2)
})

test('the larger models give 1024 dimensions', async () => {
  account.emulator.sql(grant('snowflake-arctic-embed-l-v2.0'))
  const { body } = await embed({ model: 'snowflake-arctic-embed-l-v2.0', text: ['x'] })
  expect((body.data as { embedding: [number[]] }[])[0]?.embedding[0]).toHaveLength(1_024)
})

describe('the model is asked for by GRANT alone', () => {
  test('one that is not granted, one that is not there and one that chats are the same refusal', async () => {
    const answers = await Promise.all(
      ['e5-base-v2', 'no-such-model', 'claude-4-sonnet'].map((model) => embed({ model, text: ['x'] })),
    )
    for (const { status, body } of answers) {
      expect(status).toBe(403)
      expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' })
    }
    expect(answers[0]?.body.code).toBe('003001')
  })

  test('a grant and a revoke count from the next call on', async () => {
    const ask = async () => (await embed({ model: 'e5-base-v2', text: ['x'] })).status
    expect(await ask()).toBe(403)
    account.emulator.sql(grant('e5-base-v2'))
    expect(await ask()).toBe(200)
    account.emulator.sql('REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-E5-BASE-V2" FROM ROLE COCO_TENANT_ALPHA')
    expect(await ask()).toBe(403)
  })

  test('it is still none to chat with, and not among those that are', async () => {
    expect((await account.ask('COCO_USER_ALPHA', ARCTIC)).status).toBe(403)
    expect(await account.models('COCO_USER_ALPHA')).not.toContain(ARCTIC)
  })

  test('without a Cortex database role it is of no use', async () => {
    account.emulator.sql('REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE COCO_TENANT_ALPHA')
    expect(await embed({ model: ARCTIC, text: ['x'] })).toMatchObject({
      status: 403,
      body: { message: 'Not Authorized' },
    })
  })
})

describe('refuses', () => {
  test.each([
    ['too many texts', Array.from({ length: 1_281 }, () => 'x')],
    ['a text that is too long', ['x', 'x'.repeat(4_097)]],
    ['no text', []],
    ['one text that is no list', 'x'],
    ['what is no text', ['x', 7]],
  ])('%s', async (_what, text) => {
    const { status, body } = await embed({ model: ARCTIC, text })
    expect({ status, message: body.message }).toEqual({
      status: 400,
      message: expect.stringContaining('input schema validation error: [text'),
    })
  })

  test('nothing that is just within the limits', async () => {
    expect((await embed({ model: ARCTIC, text: ['😀'.repeat(4_096)] })).status).toBe(200)
    expect((await embed({ model: ARCTIC, text: Array.from({ length: 1_280 }, () => 'x') })).status).toBe(200)
  })

  test('what is no payload, another method, and who is not signed in', async () => {
    expect(await embed('[]')).toMatchObject({ status: 400, body: { code: '390142' } })
    expect((await account.call('GET', PATH, account.as('COCO_USER_ALPHA'))).status).toBe(405)
    expect((await account.call('POST', PATH, {}, { model: ARCTIC, text: ['x'] })).status).toBe(401)
  })

  test('more calls in a minute than the model has', async () => {
    account.emulator.sql(grant('e5-base-v2'))
    const statuses = []
    for (let index = 0; index < 3; index += 1) statuses.push((await embed({ model: 'e5-base-v2', text: ['x'] })).status)
    expect(statuses).toEqual([200, 200, 429])
  })
})

test('a fault strikes it by header and by rule, and the call is recorded', async () => {
  const body = { model: ARCTIC, text: ['x'] }
  expect((await embed(body, 'COCO_USER_ALPHA', { 'x-emulator-fault': 'status;code=503' })).status).toBe(503)
  account.emulator.faults.set({ fault: 'status;code=429', endpoint: 'embed', times: 1 })
  expect((await embed(body)).status).toBe(429)
  expect((await embed(body)).status).toBe(200)
  expect(account.emulator.calls.list().at(-1)).toMatchObject({
    path: PATH,
    body,
    caller: { userName: 'COCO_USER_ALPHA', defaultRole: 'COCO_TENANT_ALPHA' },
  })
})
