import { describe, expect, test } from 'vitest'
import { standInAccount } from '../testing/stand-in-account.ts'
import { checkAccount } from './check-account.ts'

async function clockWith(dateHeader: string) {
  const url = await standInAccount(() => ({ headers: { date: dateHeader } }))
  const findings = await checkAccount({ account: 'A', sqlUrl: url, cortexUrl: url })
  return findings.find(({ check }) => check === 'clock')
}

describe('the clock of this machine is compared with the account’s', () => {
  test('a few seconds are nothing', async () => {
    expect(await clockWith(new Date(Date.now() - 20_000).toUTCString())).toMatchObject({ ok: true })
  })

  test.each([
    ['two hours ahead', -2 * 3600_000, /^7[12]\d\d s ahead of Snowflake's$/],
    ['two hours behind', 2 * 3600_000, /^7[12]\d\d s behind Snowflake's$/],
  ])('fault 6: %s is a failure that names the clock', async (_what, byMs, detail) => {
    const finding = await clockWith(new Date(Date.now() + byMs).toUTCString())
    expect(finding).toMatchObject({
      ok: false,
      detail: expect.stringMatching(detail),
      remedy: expect.stringContaining('NTP'),
    })
  })

  test('an account that does not tell the time is no failure', async () => {
    expect(await clockWith('now')).toMatchObject({ ok: true })
  })
})

test('an account that does not answer is a failure that names the settings', async () => {
  const [finding] = await checkAccount({ account: 'A', sqlUrl: 'http://127.0.0.1:2', cortexUrl: '' })
  expect(finding).toMatchObject({
    check: 'reachable',
    ok: false,
    detail: 'http://127.0.0.1:2 does not answer (ECONNREFUSED)',
    remedy: expect.stringContaining('SNOWFLAKE_ACCOUNT'),
  })
})
