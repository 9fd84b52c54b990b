import { startServerOn } from '@coco/testkit/start-server-on'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CLIENT, type Lie, newAccount, sendJson, startLyingProvider, oidcSettings } from '@coco/testkit/lying-provider'
import { createOidcBrowser, type OidcBrowser } from './oidc-browser.ts'
import { makeTokenKey, signHs256, signRs256, unsigned } from '@coco/testkit/sign-token'
import { type OidcScene, startOidcScene } from './oidc-scene.ts'

let scene: OidcScene
let provider: OidcScene['provider']
let upstream: OidcScene['upstream']
let server: OidcScene['server']
let elsewhere: OidcScene['elsewhere']
beforeAll(async () => {
  scene = await startOidcScene()
  ;({ provider, upstream, server, elsewhere } = scene)
})
afterAll(() => scene.close())
beforeEach(() => {
  provider.lie = {}
  provider.account = newAccount()
})

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset
const otherKey = makeTokenKey()

/** Lies in what the provider itself says, once somebody has signed in there. */
const LIES: Record<string, Lie> = {
  'a signature of another key': { idToken: (claims) => signRs256({ kid: provider.key.kid }, claims, otherKey) },
  'a signature that is cut off': { idToken: (claims) => signRs256({}, claims, provider.key).replace(/\.[^.]*$/, '.') },
  'claims changed after they were signed': {
    idToken(claims) {
      const [header, , signature] = signRs256({}, claims, provider.key).split('.')
      const changed = Buffer.from(JSON.stringify({ ...claims, roles: ['admin'] })).toString('base64url')
      return `${header}.${changed}.${signature}`
    },
  },
  'no signature (alg none)': { idToken: (claims) => unsigned(claims) },
  'HS256 with the public key as its secret': { idToken: (claims) => signHs256({}, claims, provider.key.publicPem) },
  'HS256 with the secret of the client': { idToken: (claims) => signHs256({}, claims, CLIENT.secret) },
  'a key that nobody knows': { idToken: (claims) => signRs256({}, claims, otherKey) },
  'a key fetched from where the token says (jku)': {
    idToken: (claims) => signRs256({ jku: `${elsewhere.url}/keys` }, claims, elsewhere.key),
  },
  'a key that the token brings along (jwk)': {
    idToken: (claims) => signRs256({ jwk: elsewhere.key.jwk }, claims, elsewhere.key),
  },
  'a header that must be understood and is not (crit)': { header: { crit: ['b64'], b64: false } },
  'an issuer that is another': { claims: { iss: 'https://login.evil.example' } },
  'no issuer': { claims: { iss: undefined } },
  'an audience that is another': { claims: { aud: 'another-client' } },
  'no audience': { claims: { aud: undefined } },
  'several audiences and no authorized party': { claims: { aud: [CLIENT.id, 'another-client'] } },
  'an authorized party that is another': { claims: { azp: 'another-client' } },
  'another nonce': { claims: { nonce: 'another' } },
  'no nonce': { claims: { nonce: undefined } },
  'an ID token that has expired': { claims: { iat: seconds(-900), exp: seconds(-600) } },
  'an ID token that never expires': { claims: { exp: undefined } },
  'an expiry that is no number': { claims: { exp: 'tomorrow' } },
  'an ID token for later (nbf)': { claims: { nbf: seconds(600) } },
  'an ID token from the future (iat)': { claims: { iat: seconds(600), exp: seconds(900) } },
  'no time of issue': { claims: { iat: undefined } },
  'no subject': { claims: { sub: undefined } },
  'an empty subject': { claims: { sub: '' } },
  'a subject that is no text': { claims: { sub: 7 } },
  'a subject that no database keeps': { claims: { sub: 'a\0b' } },
  'a subject without end': { claims: { sub: 'x'.repeat(300) } },
  'a hash of another access token (at_hash)': { claims: { at_hash: 'x'.repeat(22) } },
  'no ID token at all': { idToken: () => undefined },
  'something else than a token': { idToken: () => 'not.a.token' },
  'another subject when asked for more': { claims: { email: undefined }, userInfo: { sub: 'somebody-else' } },
  'an empty set of keys': { keys: [] },
  'a key set with a shared secret': { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x' }] },
  'an answer that is not JSON': {
    token: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  },
  'an answer that is JSON and nothing else': { token: (response) => sendJson(response, {}) },
  'a redirect of the exchange': {
    token: (response) => void response.writeHead(307, { location: `${elsewhere.url}/token` }).end(),
  },
}

/** The same in what does not arrive. */
const SILENCES: Record<string, Lie> = {
  'an answer without end': {
    token: (response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"a":"${'x'.repeat(2_000_000)}"}`),
  },
  'an answer that comes drop by drop': {
    token(response) {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 200)
      response.on('close', () => clearInterval(drip))
    },
  },
  'a connection that breaks': { token: (response) => void response.socket?.destroy() },
  'a provider that is ill': { token: (response) => void response.writeHead(503).end() },
}

async function expectRefused(
  browser: OidcBrowser,
  landing: Awaited<ReturnType<OidcBrowser['comeBack']>>,
  problem: string,
) {
  expect(landing).toEqual({ status: 303, location: `/sign-in?problem=${problem}`, isSignedIn: false })
  expect(await browser.me()).toBeNull()
}

describe('a provider that lies signs nobody in', () => {
  test.each(Object.entries(LIES))('%s', async (_name, lie) => {
    provider.lie = lie
    const browser = createOidcBrowser(server.serverUrl)
    await expectRefused(browser, await browser.signIn(provider), 'provider_not_trusted')
    expect(elsewhere.calls).toBe(0)
  })

  test.each(Object.entries(SILENCES))('%s', async (_name, lie) => {
    provider.lie = lie
    const browser = createOidcBrowser(server.serverUrl)
    const startedMs = performance.now()
    await expectRefused(browser, await browser.signIn(provider), 'provider_unreachable')
    expect(performance.now() - startedMs).toBeLessThan(8_000)
  })

  test('and each time the same account signs in once the provider is honest', async () => {
    const browser = createOidcBrowser(server.serverUrl)
    provider.lie = { claims: { nonce: 'another' } }
    await browser.signIn(provider)
    provider.lie = {}
    expect(await browser.signIn(provider)).toEqual({ status: 303, location: '/', isSignedIn: true })
    expect(await browser.me()).toMatchObject({ tenant: { id: 'tenant-alpha' }, roles: ['member'], method: 'oidc' })
  })
})

describe('an answer that belongs to somebody else signs nobody in', () => {
  const stateOf = (location: URL) => location.searchParams.get('state') ?? ''

  test.each<[string, (state: string, code: string) => [string, string][]]>([
    [
      'another state',
      (_state, code) => [
        ['code', code],
        ['state', randomUUID()],
      ],
    ],
    ['no state', (_state, code) => [['code', code]]],
  ])('%s', async (_name, parameters) => {
    const browser = createOidcBrowser(server.serverUrl)
    const location = await browser.begin()
    const answer = new URLSearchParams(parameters(stateOf(location), provider.visit(location.searchParams)))
    await expectRefused(browser, await browser.comeBack(answer), 'sign_in_expired')
  })

  test.each<[string, (state: string, code: string) => [string, string][]]>([
    [
      'two states',
      (state, code) => [
        ['code', code],
        ['state', state],
        ['state', 'x'],
      ],
    ],
    [
      'two codes',
      (state, code) => [
        ['code', code],
        ['code', 'x'],
        ['state', state],
      ],
    ],
    ['no code', (state) => [['state', state]]],
    [
      'an issuer that is another (mix-up)',
      (state, code) => [
        ['code', code],
        ['state', state],
        ['iss', 'https://evil.example'],
      ],
    ],
    [
      'an ID token in the address',
      (state, code) => [
        ['code', code],
        ['state', state],
        ['id_token', 'a.b.c'],
      ],
    ],
  ])('%s', async (_name, parameters) => {
    const browser = createOidcBrowser(server.serverUrl)
    const location = await browser.begin()
    const answer = new URLSearchParams(parameters(stateOf(location), provider.visit(location.searchParams)))
    await expectRefused(browser, await browser.comeBack(answer), 'provider_not_trusted')
  })

  test("an attacker's own answer, put before a browser that began nothing (login CSRF)", async () => {
    const attacker = createOidcBrowser(server.serverUrl)
    const location = await attacker.begin()
    const answer = { code: provider.visit(location.searchParams), state: stateOf(location) }
    const victim = createOidcBrowser(server.serverUrl)
    await expectRefused(victim, await victim.comeBack(answer), 'sign_in_expired')
    // Nor before one that began something else.
    await victim.begin()
    await expectRefused(victim, await victim.comeBack(answer), 'sign_in_expired')
  })

  test("a code of somebody else's attempt", async () => {
    const [victim, attacker] = [createOidcBrowser(server.serverUrl), createOidcBrowser(server.serverUrl)]
    const stolen = provider.visit((await victim.begin()).searchParams)
    const location = await attacker.begin()
    const landing = await attacker.comeBack({ code: stolen, state: stateOf(location) })
    await expectRefused(attacker, landing, 'provider_not_trusted')
  })

  test('the same answer twice, although the provider takes its code twice', async () => {
    const browser = createOidcBrowser(server.serverUrl)
    const location = await browser.begin()
    const cookie = browser.cookies()
    const answer = { code: provider.visit(location.searchParams), state: stateOf(location) }
    expect((await browser.comeBack(answer)).isSignedIn).toBe(true)
    const again = await fetch(`${server.serverUrl}/auth/oidc/callback?${new URLSearchParams(answer).toString()}`, {
      redirect: 'manual',
      headers: { cookie },
    })
    expect(again.headers.get('location')).toBe('/sign-in?problem=sign_in_expired')
    expect(again.headers.getSetCookie().join()).not.toContain('coco_session')
  })

  test('a person who turned back at the provider', async () => {
    const browser = createOidcBrowser(server.serverUrl)
    const state = stateOf(await browser.begin())
    const landing = await browser.comeBack({ error: 'access_denied', error_description: '<b>no</b>', state })
    await expectRefused(browser, landing, 'provider_refused')
  })
})

describe('a provider whose metadata lies is not gone to', () => {
  test.each<[string, Lie, string]>([
    ['of another issuer', { metadata: { issuer: 'https://login.evil.example' } }, 'provider_not_trusted'],
    ['without an issuer', { metadata: { issuer: undefined } }, 'provider_not_trusted'],
    ['without a place to sign in', { metadata: { authorization_endpoint: undefined } }, 'provider_not_trusted'],
    ['that is not JSON', { discovery: (response) => void response.end('<html>') }, 'provider_not_trusted'],
    [
      'from somewhere else',
      { discovery: (response) => void response.writeHead(302, { location: elsewhere.url }).end() },
      'provider_not_trusted',
    ],
    ['that never comes', { discovery: () => {} }, 'provider_unreachable'],
    [
      'without end',
      { discovery: (response) => sendJson(response, { a: 'x'.repeat(2_000_000) }) },
      'provider_unreachable',
    ],
  ])('%s', async (_name, lie, problem) => {
    await using liar = await startLyingProvider()
    liar.lie = lie
    await using stack = await startServerOn(upstream.url, { settings: oidcSettings(liar) })
    const location = await createOidcBrowser(stack.serverUrl).begin()
    expect(location.href).toBe(`${stack.serverUrl}/sign-in?problem=${problem}`)
    expect(elsewhere.calls).toBe(0)
  })
})

test('nothing of a token, a code or a secret is in the log', () => {
  const log = server.logLines.join('\n')
  expect(log).toContain('nobody was signed in at the identity provider')
  expect(log).not.toMatch(/eyJ|the-secret-of-the-client|@example\.com/)
  for (const code of provider.codes()) expect(log).not.toContain(code)
})
