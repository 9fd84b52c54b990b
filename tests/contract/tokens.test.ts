import { needOwnProcess } from '@coco/testkit/image-under-test'
import { createManualClock } from '@coco/testkit/manual-clock'
import dns from 'node:dns'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type QuickstartGateway, startGateway } from './quickstart-gateway.ts'
import { fingerprintOf, verifyToken } from './verify-token.ts'

afterEach(() => vi.restoreAllMocks())

const alphaPublicKey = ({ server }: QuickstartGateway) => join(server.folder, 'keys/alpha_rsa_key.pub')

/** The account part of the token's claims, as upstream got it. */
async function claimedAccount(account: string): Promise<string> {
  await using gateway = await startGateway(undefined, { settings: { SNOWFLAKE_ACCOUNT: account } })
  await gateway.asAlpha()
  const { claims } = verifyToken(await gateway.upstream.nth(0), alphaPublicKey(gateway))
  expect(claims.iss.startsWith(`${claims.sub}.SHA256:`)).toBe(true)
  return claims.sub.slice(0, -'.COCO_USER_ALPHA'.length)
}

/** The hosts that are looked up when nothing overrides the address. None is found, and nothing leaves this machine. */
async function lookedUpHosts(account: string): Promise<string[]> {
  needOwnProcess('lookups that a test can watch')
  const hosts = new Set<string>()
  const settings = { SNOWFLAKE_ACCOUNT: account, CORTEX_BASE_URL_OVERRIDE: '' }
  await using gateway = await startGateway(undefined, { settings })
  vi.spyOn(dns, 'lookup').mockImplementation(((host: string, _options: unknown, tell: (error: Error) => void) => {
    hosts.add(host)
    tell(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
  }) as unknown as typeof dns.lookup)
  const answer = await gateway.asAlpha()
  expect(answer.events).toMatchObject([{ event: 'error', data: { status_code: 502 } }])
  return [...hosts]
}

test('C56 · the token names account, user and key, lives 3540 s, and the public key verifies it', async () => {
  const clock = createManualClock()
  const settings = { SNOWFLAKE_ACCOUNT: 'myorg-myaccount', ALPHA_SNOWFLAKE_USER: 'coco_user_alpha' }
  await using gateway = await startGateway(undefined, { settings, platform: { clock } })
  await gateway.asAlpha()
  const { header, claims } = verifyToken(await gateway.upstream.nth(0), alphaPublicKey(gateway))
  const issuedAt = Math.floor(clock.now() / 1000)
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
  expect(claims).toEqual({
    sub: 'MYORG-MYACCOUNT.COCO_USER_ALPHA',
    iss: `MYORG-MYACCOUNT.COCO_USER_ALPHA.${fingerprintOf(alphaPublicKey(gateway))}`,
    iat: issuedAt,
    exp: issuedAt + 3540,
  })
})

describe('a locator with a region', () => {
  test('C57 · loses it in the token', async () => {
    expect(await claimedAccount('xy12345.us-east-1.aws')).toBe('XY12345')
  })

  test('C57 · keeps it in the host', async () => {
    expect(await lookedUpHosts('xy12345.us-east-1.aws')).toEqual(['xy12345.us-east-1.aws.snowflakecomputing.com'])
  })
})

describe('an account with an underscore', () => {
  test('C58 · keeps it in the token', async () => {
    expect(await claimedAccount('myorg-my_account')).toBe('MYORG-MY_ACCOUNT')
  })

  test('C58 · has a dash in the host', async () => {
    expect(await lookedUpHosts('myorg-my_account')).toEqual(['myorg-my-account.snowflakecomputing.com'])
  })
})

test.each(['', '/'])('C59 · the override replaces the base address whole, with %j at its end', async (end) => {
  await using target = await startGateway()
  const override = `${new URL(target.upstream.url).origin}/some/proxy${end}`
  await using gateway = await startGateway(undefined, { settings: { CORTEX_BASE_URL_OVERRIDE: override } })
  await gateway.asAlpha()
  expect((await target.upstream.nth(0)).path).toBe('/some/proxy/v1/chat/completions')
})

test('C60 · one token serves until 300 s of it are left, then there is a new one', async () => {
  const clock = createManualClock()
  await using gateway = await startGateway(undefined, { platform: { clock } })
  for (const passedMs of [0, 60_000, 1_800_000, 1_379_000, 1_000, 60_000]) {
    clock.advance(passedMs)
    await gateway.asAlpha()
  }
  const tokens = gateway.upstream.calls.map(({ headers }) => headers.authorization)
  expect(tokens.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => tokens[0]))
  expect(tokens[4]).not.toBe(tokens[0])
  expect(tokens[5]).toBe(tokens[4])
})
