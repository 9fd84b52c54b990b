import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestAccount, type TestAccount } from './testing/start-test-account.ts'

let account: TestAccount
beforeEach(async () => {
  account = await startTestAccount()
})
afterEach(async () => {
  await account.emulator.close()
})

const modelsWith = (token: string) =>
  account.call('GET', '/api/v2/cortex/models', {
    authorization: `Bearer ${token}`,
    'x-snowflake-authorization-token-type': 'OAUTH',
  })

test('a token of a container signs in its user, with what that user may use', async () => {
  const token = account.emulator.issueSessionToken('COCO_USER_ALPHA')
  const asItself = await account.call('GET', '/api/v2/cortex/models', account.as('COCO_USER_ALPHA'))
  const answer = await modelsWith(token)
  expect(answer.status).toBe(200)
  expect(answer.body.data ?? answer.body).toEqual(asItself.body.data ?? asItself.body)
})

test('any other text is refused, and so is a token that is over, or whose user is disabled', async () => {
  const token = account.emulator.issueSessionToken('COCO_USER_ALPHA')
  expect(await modelsWith(`${token}x`)).toMatchObject({ status: 401, body: { code: '390303' } })
  const over = account.emulator.issueSessionToken('COCO_USER_ALPHA', 0)
  expect(await modelsWith(over)).toMatchObject({ status: 401, body: { code: '390318' } })
  account.emulator.sql('ALTER USER COCO_USER_ALPHA SET DISABLED = TRUE')
  expect(await modelsWith(token)).toMatchObject({ status: 401, body: { code: '390303' } })
})

test('it is no key-pair token: without its type it is refused as one', async () => {
  const token = account.emulator.issueSessionToken('COCO_USER_ALPHA')
  const answer = await account.call('GET', '/api/v2/cortex/models', { authorization: `Bearer ${token}` })
  expect(answer).toMatchObject({ status: 401, body: { code: '390144' } })
})
