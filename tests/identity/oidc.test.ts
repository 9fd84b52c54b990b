import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { says } from '@coco/testkit/upstream-scripts'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CLIENT, type LyingProvider, newAccount, startLyingProvider, oidcSettings } from '@coco/testkit/lying-provider'
import { createOidcBrowser } from './oidc-browser.ts'

let provider: LyingProvider
let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
let server: ServerUnderTest
beforeAll(async () => {
  provider = await startLyingProvider()
  upstream = await startHostileUpstream(says('fine'))
  server = await startServerOn(upstream.url, { settings: oidcSettings(provider, { OIDC_NAME: 'Example' }) })
})
afterAll(async () => {
  await server.close()
  await upstream.close()
  await provider.close()
})
beforeEach(() => {
  provider.lie = {}
  provider.account = newAccount()
})
const newBrowser = () => createOidcBrowser(server.serverUrl)

test('the sign-in page offers the provider by its name', async () => {
  const options = await createTestClient(server.serverUrl, {}).trpc.session.options.query()
  expect(options.provider).toEqual({ name: 'Example', path: '/auth/oidc/start', inFront: null })
})

test('whoever signs in there is who the provider says, where and as what it says', async () => {
  provider.account = { ...newAccount(), tenant: 'tenant-beta', roles: ['editor', 'pii_access', 'everybody'] }
  const browser = newBrowser()
  expect(await browser.signIn(provider, '/c/1?at=2')).toEqual({ status: 303, location: '/c/1?at=2', isSignedIn: true })
  expect(await browser.me()).toMatchObject({
    person: { name: 'Ann Lee', email: provider.account.email },
    tenant: { id: 'tenant-beta' },
    roles: ['editor', 'pii_access'],
    method: 'oidc',
  })
})

test('the provider is asked with a challenge that only this server can answer (PKCE), and by the client that it knows', async () => {
  const browser = newBrowser()
  const location = await browser.begin()
  const asked = Object.fromEntries(location.searchParams)
  expect(asked).toMatchObject({
    client_id: CLIENT.id,
    redirect_uri: `${server.serverUrl}/auth/oidc/callback`,
    response_type: 'code',
    scope: 'openid profile email',
    code_challenge_method: 'S256',
  })
  await browser.comeBack({ code: provider.visit(location.searchParams), state: asked.state ?? '' })
  const challenge = createHash('sha256')
    .update(provider.exchange.get('code_verifier') ?? '')
    .digest('base64url')
  expect(challenge).toBe(asked.code_challenge)
  const again = await newBrowser().begin()
  for (const name of ['state', 'nonce', 'code_challenge']) expect(again.searchParams.get(name)).not.toBe(asked[name])
})

test('what the browser carries meanwhile is out of reach of scripts and of other paths, and goes afterwards', async () => {
  const response = await fetch(`${server.serverUrl}/auth/oidc/start`, { redirect: 'manual' })
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^coco_oidc_[0-9a-f]{8}=[\w.-]+; Max-Age=600; Path=\/auth\/oidc; HttpOnly; SameSite=Lax$/),
  ])
  const browser = newBrowser()
  await browser.signIn(provider)
  expect(browser.cookies()).not.toContain('coco_oidc')
})

describe('one account at the provider is one person here', () => {
  test('also when everything else about it has changed', async () => {
    const first = newBrowser()
    await first.signIn(provider)
    const { id } = (await first.me())?.person ?? {}
    provider.account = { ...newAccount(), sub: provider.account.sub, tenant: 'tenant-beta', roles: ['admin'] }
    const second = newBrowser()
    await second.signIn(provider)
    expect(await second.me()).toMatchObject({ person: { id }, tenant: { id: 'tenant-beta' }, roles: ['admin'] })
  })

  test('also when it comes for the first time in two browsers at once', async () => {
    const browsers = Array.from({ length: 4 }, newBrowser)
    const landings = await Promise.all(browsers.map((browser) => browser.signIn(provider)))
    expect(landings.map(({ isSignedIn }) => isSignedIn)).toEqual([true, true, true, true])
    const people = await Promise.all(browsers.map((browser) => browser.me()))
    expect(new Set(people.map((me) => me?.person.id)).size).toBe(1)
  })

  test('and another account never becomes it by its e-mail address', async () => {
    const owner = newBrowser()
    await owner.signIn(provider)
    const { email } = provider.account
    provider.account = { ...newAccount(), email: String(email).toUpperCase() }
    const thief = newBrowser()
    expect(await thief.signIn(provider)).toMatchObject({ location: '/sign-in?problem=email_taken', isSignedIn: false })
    expect(await thief.me()).toBeNull()
    expect((await owner.me())?.person.email).toBe(email)
  })
})

describe('an account that the provider knows and Coco does not let in', () => {
  test.each([
    ['names no tenant', { tenant: undefined }, 'no_tenant'],
    ['names a tenant that is not declared', { tenant: 'tenant-gamma' }, 'no_tenant'],
    ['names no role', { roles: undefined }, 'no_role'],
    ['has no role but superuser', { roles: ['superuser'] }, 'no_role'],
    ['has an e-mail address that nobody has verified', { email_verified: false }, 'no_email'],
    ['has an e-mail address that is none', { email: 'ann' }, 'no_email'],
  ])('%s', async (_what, claims, problem) => {
    provider.account = { ...provider.account, ...claims }
    const browser = newBrowser()
    expect(await browser.signIn(provider)).toMatchObject({ location: `/sign-in?problem=${problem}`, isSignedIn: false })
    expect(await browser.me()).toBeNull()
  })
})

describe('a session that began there', () => {
  const endOf = async (owner: Awaited<ReturnType<typeof ownerOf>>, personId: string | undefined) => {
    const { rows } = await owner.query<{ expires_at: Date; hours: number }>(
      `SELECT expires_at, (extract(epoch FROM expires_at - now()) / 3600)::float AS hours
       FROM identity.sessions WHERE user_id = $1 AND ended_at IS NULL`,
      [personId],
    )
    return rows
  }

  test('lives half a day at most: the provider is asked again; another tenant makes it no longer', async () => {
    await using owner = await ownerOf(server)
    const browser = newBrowser()
    await browser.signIn(provider)
    const id = (await browser.me())?.person.id
    const [begun] = await endOf(owner, id)
    expect(begun?.hours).toBeGreaterThan(11.9)
    expect(begun?.hours).toBeLessThanOrEqual(12)

    await owner.query("UPDATE identity.sessions SET expires_at = now() + interval '1 hour' WHERE user_id = $1", [id])
    await owner.query(
      "INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ('tenant-beta', $1, '{member}')",
      [id],
    )
    const switched = await fetch(`${server.serverUrl}/trpc/session.switchTenant`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.serverUrl, cookie: browser.cookies() },
      body: JSON.stringify({ tenantId: 'tenant-beta' }),
    })
    expect(await switched.json()).toMatchObject({ result: { data: { tenant: { id: 'tenant-beta' }, method: 'oidc' } } })
    const after = await endOf(owner, id)
    expect(after).toHaveLength(1)
    expect(after[0]?.hours).toBeLessThanOrEqual(1)
  })

  test('is over when its half day is, also for whoever comes all the time', async () => {
    await using owner = await ownerOf(server)
    const browser = newBrowser()
    await browser.signIn(provider)
    const id = (await browser.me())?.person.id
    await owner.query("UPDATE identity.sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1", [id])
    await expect.poll(() => browser.me(), { timeout: 3_000 }).toBeNull()
  })
})

describe('nobody is led elsewhere', () => {
  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example'])(
    'to %j',
    async (path) => {
      expect((await newBrowser().signIn(provider, path)).location).toBe('/')
    },
  )

  test('nor made to begin by a page of another site', async () => {
    const response = await fetch(`${server.serverUrl}/auth/oidc/start`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(response.headers.get('location')).toBe('/sign-in')
    expect(response.headers.getSetCookie()).toEqual([])
  })
})

test('the record has who signed in and who was refused, in words that name nobody', async () => {
  await newBrowser().signIn(provider)
  const { entries } = await (await server.signIn('operator', 'tenant-alpha')).client.trpc.audit.list.query({})
  expect(entries).toContainEqual(expect.objectContaining({ action: 'signed_in', decision: 'allowed' }))
  expect(JSON.stringify(entries)).not.toContain(String(provider.account.email))
})

test('keys that the provider has changed are known at the next sign-in', async () => {
  await newBrowser().signIn(provider)
  provider.rotate()
  expect((await newBrowser().signIn(provider)).isSignedIn).toBe(true)
})

test('while the provider is down sessions live on, others sign in here, and its button leads to a plain sentence', async () => {
  const before = newBrowser()
  await before.signIn(provider)
  const underWay = newBrowser()
  const location = await underWay.begin()
  provider.setDown(true)
  try {
    expect((await before.me())?.person.email).toBe(provider.account.email)
    await expect(server.signIn('user-alpha')).resolves.toHaveProperty('session')
    const answer = { code: 'x', state: location.searchParams.get('state') ?? '' }
    expect((await underWay.comeBack(answer)).location).toBe('/sign-in?problem=provider_unreachable')
    await using fresh = await startServerOn(upstream.url, { settings: oidcSettings(provider) })
    const nowhere = await createOidcBrowser(fresh.serverUrl).begin()
    expect(nowhere.pathname + nowhere.search).toBe('/sign-in?problem=provider_unreachable')
    provider.setDown(false)
    expect((await createOidcBrowser(fresh.serverUrl).signIn(provider)).isSignedIn).toBe(true)
  } finally {
    provider.setDown(false)
  }
})

test('without a provider there is no way to one', async () => {
  await using plain = await startServerOn(upstream.url)
  for (const path of ['/auth/oidc/start', '/auth/oidc/callback?code=x&state=y']) {
    expect((await fetch(plain.serverUrl + path, { headers: { accept: 'text/html' } })).status).toBe(404)
  }
  const posted = await fetch(`${server.serverUrl}/auth/oidc/start`, { method: 'POST' })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET'])
})
