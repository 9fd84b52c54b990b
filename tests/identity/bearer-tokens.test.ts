import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient, type TestClient } from '@coco/testkit/test-client'
import { says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CLIENT, newAccount, oidcSettings } from '@coco/testkit/lying-provider'
import { createOidcBrowser } from './oidc-browser.ts'
import { type Json, makeTokenKey, signHs256, signRs256, unsigned } from '@coco/testkit/sign-token'
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
  provider.account = newAccount()
})

const withToken = (token: string) => createTestClient(server.serverUrl, { authorization: `Bearer ${token}` })
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset
const notSignedIn = { data: { coco: { code: 'not_signed_in' } } }

/** An honest token's claims. */
const claims = (more: Json = {}): Json => {
  const honest = { iss: provider.issuer, aud: CLIENT.id, iat: seconds(0), exp: seconds(300), ...provider.account }
  return Object.fromEntries(Object.entries({ ...honest, ...more }).filter(([, value]) => value !== undefined))
}

test("a program that has somebody's token acts for them, where and as what the token says", async () => {
  const program = withToken(provider.accessToken())
  const events = await program.ask('hi')
  expect([events[0], events.at(-1)]).toMatchObject([{ type: 'meta', tenant_id: 'tenant-alpha' }, { type: 'done' }])
  await expect(program.trpc.apiKeys.list.query()).rejects.toMatchObject({ data: { coco: { code: 'forbidden' } } })
  const admin = withToken(provider.accessToken({ roles: ['admin'] }))
  await expect(admin.trpc.apiKeys.list.query()).resolves.toEqual(expect.any(Array))
})

test('it is the same person as in the browser, whichever came first', async () => {
  const generationId = await withToken(provider.accessToken()).start('hi')
  const browser = createOidcBrowser(server.serverUrl)
  await browser.signIn(provider)
  const { person } = (await browser.me()) ?? {}
  const page = createTestClient(server.serverUrl, { cookie: browser.cookies(), origin: server.serverUrl })
  expect((await page.read(generationId)).at(-1)?.event.type).toBe('done')
  expect(person?.email).toBe(provider.account.email)
})

test('an account without an e-mail address is somebody too', async () => {
  await expect(withToken(provider.accessToken({ email: undefined })).ask('hi')).resolves.toHaveLength(3)
})

test('a token for the audience that is set is taken, and then none for the client', async () => {
  const settings = oidcSettings(provider, { OIDC_AUDIENCE: 'https://coco.example/api' })
  await using stack = await startServerOn(upstream.url, { settings })
  const list = (aud: unknown) =>
    createTestClient(stack.serverUrl, {
      authorization: `Bearer ${provider.accessToken({ aud })}`,
    }).trpc.models.list.query()
  await expect(list(['https://other.example', 'https://coco.example/api'])).resolves.toEqual(expect.any(Array))
  await expect(list(CLIENT.id)).rejects.toMatchObject(notSignedIn)
})

describe('a token that lies opens nothing', () => {
  const otherKey = makeTokenKey()
  const signed = (more: Json, header: Json = {}) => signRs256(header, claims(more), provider.key)
  test.each<[string, () => string]>([
    ['signed by another', () => signRs256({ kid: provider.key.kid }, claims(), otherKey)],
    ['signed by a key that nobody knows', () => signRs256({}, claims(), otherKey)],
    ['not signed (alg none)', () => unsigned(claims())],
    ['without its signature', () => signed({}).replace(/\.[^.]*$/, '.')],
    ['signed with the public key as a secret', () => signHs256({}, claims(), provider.key.publicPem)],
    ['signed with the secret of the client', () => signHs256({}, claims(), CLIENT.secret)],
    ['with a key from where it says (jku)', () => signRs256({ jku: `${elsewhere.url}/keys` }, claims(), elsewhere.key)],
    [
      'with certificates from where it says (x5u)',
      () => signRs256({ x5u: `${elsewhere.url}/x5u` }, claims(), elsewhere.key),
    ],
    ['with a key that it brings along', () => signRs256({ jwk: elsewhere.key.jwk }, claims(), elsewhere.key)],
    ['with a header that must be understood', () => signed({}, { crit: ['b64'], b64: false })],
    ['of another issuer', () => signed({ iss: elsewhere.url })],
    ['of no issuer', () => signed({ iss: undefined })],
    ['for another audience', () => signed({ aud: 'another' })],
    ['for no audience', () => signed({ aud: undefined })],
    ['that has expired', () => signed({ iat: seconds(-600), exp: seconds(-60) })],
    ['that never expires', () => signed({ exp: undefined })],
    ['whose expiry is a word', () => signed({ exp: 'tomorrow' })],
    ['for later', () => signed({ nbf: seconds(120) })],
    ['from the future', () => signed({ iat: seconds(120), exp: seconds(600) })],
    ['of nobody', () => signed({ sub: undefined })],
    ['of an empty name', () => signed({ sub: '' })],
    ['of somebody whom no database keeps', () => signed({ sub: 'a\0b' })],
    ['of something that is no name', () => signed({ sub: { id: 1 } })],
    ['that says "signed out"', () => signed({}, { typ: 'logout+jwt' })],
    ['that proves a key (DPoP)', () => signed({}, { typ: 'dpop+jwt' })],
    ['without a tenant', () => signed({ tenant: undefined })],
    ['of a tenant that is not there', () => signed({ tenant: 'tenant-gamma' })],
    ['without a role', () => signed({ roles: [] })],
    ['of a superuser', () => signed({ roles: ['superuser'] })],
    ['without end', () => signed({ filler: 'x'.repeat(9_000) })],
    ['that is none', () => 'a.b.c'],
    ['that is an API key', () => server.alphaKey],
  ])('%s', async (_name, make) => {
    const callsBefore = upstream.calls.length
    const program = withToken(make())
    await expect(program.trpc.models.list.query()).rejects.toMatchObject(notSignedIn)
    await expect(program.start('hi')).rejects.toMatchObject(notSignedIn)
    expect(upstream.calls).toHaveLength(callsBefore)
    expect(elsewhere.calls).toBe(0)
  })

  test('and all of them cost the issuer no question each', async () => {
    const before = provider.asked.length
    for (let call = 0; call < 30; call++) {
      const token = signRs256({ kid: `guess ${call}` }, claims(), otherKey)
      await expect(withToken(token).trpc.models.list.query()).rejects.toMatchObject(notSignedIn)
    }
    expect(provider.asked.length - before).toBeLessThanOrEqual(1)
  })
})

test('a token and something else in one request is refused, and the token alone is not taken over REST', async () => {
  const authorization = `Bearer ${provider.accessToken()}`
  const both = createTestClient(server.serverUrl, { authorization, 'x-api-key': server.alphaKey })
  await expect(both.start('hi')).rejects.toMatchObject({ data: { coco: { code: 'ambiguous_credentials' } } })
  const overRest = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: '{"message":"hi"}',
  })
  expect(overRest.status).toBe(422)
})

describe('open readers of a token end', () => {
  async function openReader(program: TestClient) {
    upstream.answerWith(saysThenHangs('one'))
    const begun = Promise.withResolvers<void>()
    const ended = program
      .read(await program.start('hi'), { onEvent: ({ event }) => void (event.type === 'delta' && begun.resolve()) })
      .then(
        () => 'ended without a reason',
        (error) => error.data.coco.code as string,
      )
    await begun.promise
    upstream.answerWith(says('fine'))
    return { ended }
  }

  test('when it expires', async () => {
    // It is taken for thirty seconds longer, because clocks differ.
    const program = withToken(provider.accessToken({ iat: seconds(-300), exp: seconds(-27) }))
    const { ended } = await openReader(program)
    expect(await ended).toBe('not_signed_in')
    await expect(program.start('hi')).rejects.toMatchObject(notSignedIn)
  })

  test('when the person is deactivated, and the next call is refused', async () => {
    const program = withToken(provider.accessToken())
    const { ended } = await openReader(program)
    {
      await using owner = await ownerOf(server)
      await owner.query('UPDATE identity.users SET deactivated_at = now() WHERE email = $1', [provider.account.email])
    }
    expect(await ended).toBe('not_signed_in')
    await expect(program.start('hi')).rejects.toMatchObject(notSignedIn)
  })
})

test('while the issuer is down its keys go on, for an hour at most (see key-set.test.ts)', async () => {
  await withToken(provider.accessToken()).trpc.models.list.query()
  provider.setDown(true)
  try {
    provider.account = newAccount()
    await expect(withToken(provider.accessToken()).trpc.models.list.query()).resolves.toEqual(expect.any(Array))
  } finally {
    provider.setDown(false)
  }
})

test('nothing of a token is in the log', () => {
  const log = server.logLines.join('\n')
  expect(log).toContain('a bearer token was refused')
  expect(log).not.toMatch(/eyJ|@example\.com/)
})
