import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAccount, type TestAccount } from '../testing/start-test-account.ts'

/** Nobody waits for it to end by itself. */
const LONG = "CALL SYSTEM$WAIT(1, 'HOURS')"

let account: TestAccount
beforeAll(async () => {
  account = await startTestAccount({ asyncAfterMs: 50 })
})
afterAll(async () => {
  await account.emulator.close()
})

const look = (handle: unknown, user: 'COCO_ADMIN' | 'COCO_USER_BETA' = 'COCO_ADMIN') =>
  account.call('GET', `/api/v2/statements/${String(handle)}`, account.as(user))
const cancel = (handle: unknown, user: 'COCO_ADMIN' | 'COCO_USER_BETA' = 'COCO_ADMIN') =>
  account.call('POST', `/api/v2/statements/${String(handle)}/cancel`, account.as(user))

test('a statement that takes longer than a client waits is accepted, looked at, and answered when it has ended', async () => {
  const accepted = await account.submit('COCO_ADMIN', "CALL SYSTEM$WAIT(120, 'MILLISECONDS')")
  expect(accepted).toMatchObject({ status: 202, body: { code: '333334' } })
  const { statementHandle: handle, statementStatusUrl: url } = accepted.body
  expect(url).toContain(`/api/v2/statements/${String(handle)}?requestId=`)
  await expect.poll(async () => (await look(handle)).status).toBe(200)
  expect((await look(handle)).body.data).toEqual([['waited 120 milliseconds']])
})

test('a short wait is answered at once', async () => {
  const { status, body } = await account.submit('COCO_ADMIN', "CALL SYSTEM$WAIT(1, 'MILLISECONDS')")
  expect([status, body.data]).toEqual([200, [['waited 1 milliseconds']]])
})

test('what is cancelled ends, tells so to who asks, and cannot be cancelled twice', async () => {
  const { body } = await account.submit('COCO_ADMIN', LONG, {}, 'async=true')
  const handle = body.statementHandle
  expect(await look(handle)).toMatchObject({ status: 202, body: { statementHandle: handle } })
  expect(await cancel(handle)).toMatchObject({
    status: 200,
    body: { code: '000604', sqlState: '57014', message: 'SQL execution canceled', statementHandle: handle },
  })
  await expect.poll(async () => (await look(handle)).status).toBe(422)
  expect((await look(handle)).body).toMatchObject({ code: '000604', sqlState: '57014' })
  expect(await cancel(handle)).toMatchObject({ status: 422, body: { code: '000605' } })
})

test('of several statements those after the cancelled one never run', async () => {
  const script = `CREATE ROLE BEFORE_IT; ${LONG}; CREATE ROLE AFTER_IT`
  const { body } = await account.submit(
    'COCO_ADMIN',
    script,
    { parameters: { MULTI_STATEMENT_COUNT: '3' } },
    'async=true',
  )
  await cancel(body.statementHandle)
  await expect.poll(async () => (await look(body.statementHandle)).status).toBe(422)
  const shown = await account.submit('COCO_ADMIN', "SHOW ROLES LIKE '%_IT'")
  expect((shown.body.data as string[][]).map((row) => row[1])).toEqual(['BEFORE_IT'])
})

test('a statement that takes longer than its timeout is ended: 408', async () => {
  const { body } = await account.submit('COCO_ADMIN', LONG, { timeout: 1 }, 'async=true')
  await expect.poll(async () => (await look(body.statementHandle)).status, { timeout: 5_000 }).toBe(408)
  expect((await look(body.statementHandle)).body).toMatchObject({
    code: '000630',
    message: 'Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.',
  })
})

test('the same request sent again while it runs joins it', async () => {
  const requestId = randomUUID()
  const send = (more: string) => account.submit('COCO_ADMIN', LONG, {}, `requestId=${requestId}${more}`)
  const first = await send('')
  const again = await send('&retry=true')
  expect([first.status, again.status]).toEqual([202, 202])
  expect(again.body.statementHandle).toBe(first.body.statementHandle)
  await cancel(first.body.statementHandle)
})

test('nobody else sees it or ends it', async () => {
  const { body } = await account.submit('COCO_ADMIN', LONG, {}, 'async=true')
  expect(await look(body.statementHandle, 'COCO_USER_BETA')).toMatchObject({ status: 422, body: { code: '000709' } })
  expect(await cancel(body.statementHandle, 'COCO_USER_BETA')).toMatchObject({ status: 422, body: { code: '000709' } })
  expect((await look(body.statementHandle)).status).toBe(202)
  await cancel(body.statementHandle)
})

test.each(["CALL SYSTEM$WAIT('2')", "CALL SYSTEM$WAIT(2, 'MOONS')", 'CALL SYSTEM$WAIT(2, 3)', 'CALL SYSTEM$WAIT()'])(
  'a wait that is none is a syntax error: %s',
  async (statement) => {
    expect(await account.submit('COCO_ADMIN', statement)).toMatchObject({ status: 422, body: { code: '001003' } })
  },
)

test('an account that closes does not wait for what runs', async () => {
  const closing = await startTestAccount()
  const waiting = closing.submit('COCO_ADMIN', LONG)
  await expect
    .poll(async () => {
      const { body } = await closing.submit('COCO_ADMIN', 'SELECT 1')
      return body.data
    })
    .toEqual([['1']])
  await closing.emulator.close()
  const outcome = await waiting.then(
    ({ body }) => body.code,
    () => 'cut',
  )
  expect(['000604', 'cut']).toContain(outcome)
})
