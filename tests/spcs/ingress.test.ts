import { createCookieJar } from '@coco/testkit/cookie-jar'
import { parseSse } from '@coco/testkit/read-sse'
import { BASELINE_CSP, startSpcsIngress } from '@coco/testkit/spcs-ingress'
import { startStack, type StackOptions } from '@coco/testkit/start-stack'
import { createTestClient } from '@coco/testkit/test-client'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect, test } from 'vitest'
import { runCoco } from '../command-line/run-coco.ts'

/** The real ingress cuts after 90 s of silence; here time runs fifteen times as fast, for Coco's heartbeats of 15 s too. */
const SILENCE_MS = 6_000
const HEARTBEAT_MS = 1_000
/** Stands for 120 s before the first token. */
const SILENT_MODEL_MS = 8_000

async function startBehindIngress({
  firstTokenMs = 0,
  silenceMs = SILENCE_MS,
  heartbeatMs = HEARTBEAT_MS,
  settings = {},
}: {
  firstTokenMs?: number
  silenceMs?: number
  heartbeatMs?: number
  settings?: Record<string, string>
} = {}) {
  const options: StackOptions = {
    settings: {
      COCO_MODE: 'snowflake',
      COCO_INGRESS: 'spcs',
      SNOWFLAKE_SERVICE_NAME: 'COCO',
      COCO_LIMIT_HEARTBEAT_MS: String(heartbeatMs),
      ...settings,
    },
    emulator: { pace: { firstTokenMs, tokensPerSecond: Infinity } },
  }
  const stack = await startStack(options)
  const ingress = await startSpcsIngress(stack.serverUrl, { silenceMs })
  await stack.addPerson({ email: 'ann@snowflake.invalid', name: 'Ann' })
  await stack.addPerson({ email: 'bob@acme.example', name: 'Bob', tenant: 'tenant-beta' })
  return {
    stack,
    ingress,
    async [Symbol.asyncDispose]() {
      await ingress[Symbol.asyncDispose]()
      await stack.close()
    },
  }
}

/** A browser that goes to the sign-in of the ingress at this address. */
async function openBrowser(url: string, headers: Record<string, string> = {}) {
  const jar = createCookieJar()
  const response = await jar.fetch(`${url}/auth/ingress/start`, { redirect: 'manual', headers })
  return { jar, response, client: createTestClient(url, { origin: url, ...headers }, jar.fetch) }
}

const textOf = (events: readonly { type: string; content?: string }[]) =>
  events.map((event) => (event.type === 'delta' ? event.content : '')).join('')

test('whoever is signed in at Snowflake is signed in here, by the name of their user, in the tenant they belong to', async () => {
  await using scene = await startBehindIngress()
  const { ingress } = scene
  ingress.user = 'ANN'
  const ann = await openBrowser(ingress.url)
  expect([ann.response.status, ann.response.headers.get('location')]).toEqual([303, '/'])
  expect(await ann.client.trpc.session.me.query()).toMatchObject({
    person: { name: 'Ann' },
    tenant: { id: 'tenant-alpha' },
    method: 'oidc',
  })
  ingress.user = 'BOB@ACME.EXAMPLE'
  const bob = await openBrowser(ingress.url)
  expect(await bob.client.trpc.session.me.query()).toMatchObject({
    person: { name: 'Bob' },
    tenant: { id: 'tenant-beta' },
  })
  expect(await bob.client.trpc.session.options.query()).toMatchObject({
    password: false,
    provider: { name: 'Snowflake', path: '/auth/ingress/start', inFront: { signOutPath: '/sfc-endpoint/logout' } },
  })
})

test('what a caller writes into the header is overridden by the ingress', async () => {
  await using scene = await startBehindIngress()
  scene.ingress.user = 'ANN'
  const { client } = await openBrowser(scene.ingress.url, { 'Sf-Context-Current-User': 'BOB@ACME.EXAMPLE' })
  expect(await client.trpc.session.me.query()).toMatchObject({ person: { name: 'Ann' } })
})

test('a session that is somebody else’s by now is not used, nor one that does not come through the ingress', async () => {
  await using scene = await startBehindIngress()
  const { ingress, stack } = scene
  ingress.user = 'ANN'
  const { client, jar } = await openBrowser(ingress.url)
  const conversation = await client.send('say exactly: mine')
  const refused = { data: { coco: { code: 'not_signed_in' } } }
  ingress.user = 'BOB@ACME.EXAMPLE'
  expect(await client.trpc.session.me.query()).toBeNull()
  await expect(client.read(conversation.generationId)).rejects.toMatchObject(refused)
  await expect(client.send('as Ann')).rejects.toMatchObject(refused)

  const direct = createTestClient(stack.serverUrl, { origin: stack.serverUrl }, jar.fetch)
  expect(await direct.trpc.session.me.query()).toBeNull()
  ingress.user = 'ANN'
  expect(await client.trpc.session.me.query()).toMatchObject({ person: { name: 'Ann' } })
})

test('somebody else in the same browser uses nothing up: the session goes on for whose it is', async () => {
  await using scene = await startBehindIngress()
  const { ingress } = scene
  ingress.user = 'ANN'
  const { client, jar } = await openBrowser(ingress.url)
  const refreshToken = jar.get('coco_refresh')
  // It is over after ten minutes; the other one is for a new one then.
  jar.set('coco_session', undefined)
  ingress.user = 'BOB@ACME.EXAMPLE'
  expect(await client.trpc.session.me.query()).toBeNull()
  expect(jar.get('coco_refresh')).toBe(refreshToken)
  ingress.user = 'ANN'
  expect(await client.trpc.session.me.query()).toMatchObject({ person: { name: 'Ann' } })
  expect(jar.get('coco_refresh')).not.toBe(refreshToken)
})

test.each([
  ['nobody here has that name', 'EVE', 'no_tenant'],
  ['the name is two', 'ANN, BOB@ACME.EXAMPLE', 'no_tenant'],
  ['the name only looks like hers', '\u{AA}NN', 'no_tenant'],
  ['the name is what hers is written as here', 'ANN@SNOWFLAKE.INVALID', 'no_tenant'],
  ['the request did not come through the ingress', null, 'provider_not_trusted'],
])('nobody is signed in when %s', async (_, userName, problem) => {
  await using scene = await startBehindIngress()
  scene.ingress.user = userName
  const { response, jar } = await openBrowser(userName === null ? scene.stack.serverUrl : scene.ingress.url)
  expect([response.status, response.headers.get('location')]).toEqual([303, `/sign-in?problem=${problem}`])
  expect(jar.header('/trpc/any')).toBe('')
})

test('a superuser who has no password because the ingress proves them is one: nobody is asked to set Coco up', async () => {
  await using scene = await startBehindIngress()
  const { stack, ingress } = scene
  ingress.user = 'ANN'
  const { client } = await openBrowser(ingress.url)
  expect(await client.trpc.session.options.query()).toMatchObject({ needsSetup: true })
  const add = ['user', 'add', 'root@snowflake.invalid', '--name', 'Root', '--superuser']
  expect(await runCoco(stack, add)).toMatchObject({ code: 0 })
  expect(await client.trpc.session.options.query()).toMatchObject({ needsSetup: false })
  ingress.user = 'ROOT'
  const root = await openBrowser(ingress.url)
  expect(await root.client.trpc.session.me.query()).toMatchObject({ roles: ['superuser'] })
})

test('without the setting the header is worth nothing', async () => {
  await using stack = await startStack({ settings: { COCO_MODE: 'snowflake' } })
  const ann = await stack.addPerson({ email: 'ann@snowflake.invalid' })
  const stranger = await openBrowser(stack.serverUrl, { 'Sf-Context-Current-User': 'ANN' })
  expect(stranger.jar.header('/trpc/any')).toBe('')
  expect(await stranger.client.trpc.session.me.query()).toBeNull()
  const asBob = createTestClient(
    stack.serverUrl,
    { origin: stack.serverUrl, 'Sf-Context-Current-User': 'BOB' },
    ann.jar.fetch,
  )
  expect(await asBob.trpc.session.me.query()).toMatchObject({ person: { email: 'ann@snowflake.invalid' } })
})

test('a model that is silent for longer than the ingress waits is heard all the same', {
  timeout: 30_000,
}, async () => {
  await using scene = await startBehindIngress({ firstTokenMs: SILENT_MODEL_MS })
  const { ingress } = scene
  ingress.user = 'ANN'
  const { client } = await openBrowser(ingress.url)
  const { events } = await client.converse('say exactly: here at last')
  expect(events.at(-1)?.type).toBe('done')
  expect(textOf(events)).toBe('here at last')
  expect(ingress.cuts()).toBe(0)
})

/** A program's key, made by an admin who comes through the ingress like everybody. */
async function makeKey({ stack, ingress }: Awaited<ReturnType<typeof startBehindIngress>>): Promise<string> {
  await stack.addPerson({ email: 'adam@snowflake.invalid', roles: ['admin'] })
  ingress.user = 'ADAM'
  const { client } = await openBrowser(ingress.url)
  const { secret } = await client.trpc.apiKeys.create.mutate({ name: 'a service', roles: ['member'], expiresAt: null })
  return secret
}

const ask = (url: string, headers: Record<string, string>) =>
  fetch(`${url}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"message":"say exactly: for a program"}',
  })

test('a program’s key comes through beside its token for Snowflake, and its stream is kept alive while the model is silent', {
  timeout: 30_000,
}, async () => {
  await using scene = await startBehindIngress({ firstTokenMs: SILENT_MODEL_MS })
  const { ingress } = scene
  const key = await makeKey(scene)
  ingress.user = 'PROGRAM'
  const response = await ask(ingress.url, {
    authorization: 'Snowflake Token="pat"',
    'x-api-key': key,
  })
  expect(response.status).toBe(200)
  const body = await response.text()
  const events = parseSse(body)
  expect(events.at(-1)?.event).toBe('done')
  expect(body.split(/^: /m).length).toBeGreaterThan(2)
  expect(ingress.cuts()).toBe(0)
})

test('a user’s name is no key: a program that only the ingress knows is refused', async () => {
  await using scene = await startBehindIngress()
  scene.ingress.user = 'ANN'
  const response = await ask(scene.ingress.url, { authorization: 'Snowflake Token="pat"' })
  // As for everybody who sends no key: a field that is missing.
  expect(response.status).toBe(422)
  expect(await response.text()).toMatch(/x-api-key/i)
})

test('which other pages may call is not Coco’s to say behind the ingress', async () => {
  const page = 'https://page.example'
  await using scene = await startBehindIngress({ settings: { COCO_ALLOWED_ORIGINS: page } })
  const { ingress, stack } = scene
  ingress.user = 'ANN'
  const headers = { origin: page, 'x-api-key': await makeKey(scene) }
  const [direct, through] = [await ask(stack.serverUrl, headers), await ask(ingress.url, headers)]
  expect(direct.headers.get('access-control-allow-origin')).toBe(page)
  expect([...through.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  expect([direct.status, through.status]).toEqual([200, 200])
  await Promise.all([direct.text(), through.text()])
})

test('a stream that is cut all the same, and a page that is loaded again, go on with the same answer', async () => {
  await using scene = await startBehindIngress({ firstTokenMs: 1_500, silenceMs: 500, heartbeatMs: 50_000 })
  const { ingress } = scene
  ingress.user = 'ANN'
  const { client } = await openBrowser(ingress.url)
  const { generationId } = await client.send('say exactly: whole')
  const first = await client.read(generationId, { onEvent: () => false })
  expect(first).toHaveLength(1)
  const again = (await client.read(generationId)).map(({ event }) => event)
  expect(again.at(-1)?.type).toBe('done')
  expect(textOf(again)).toBe('whole')
  expect(ingress.cuts()).toBeGreaterThan(0)
})

test('our own policy stands beside the ingress’s and only tightens it; cookies come through', async () => {
  await using scene = await startBehindIngress()
  scene.ingress.user = 'ANN'
  const { response } = await openBrowser(scene.ingress.url)
  const policies = response.headers.get('content-security-policy') ?? ''
  expect(policies.startsWith(BASELINE_CSP)).toBe(true)
  expect(policies.length).toBeGreaterThan(BASELINE_CSP.length)
  expect(response.headers.getSetCookie().every((line) => line.includes('HttpOnly'))).toBe(true)
  expect(response.headers.getSetCookie()).not.toEqual([])
})

test.each([
  ['/healthz', '10.16.3.7:8000', 200],
  ['/readyz', '[fd00::7]:8000', 200],
  ['/readyz', 'probe.example.com', 403],
  ['/', '10.16.3.7:8000', 403],
  ['/trpc/session.me', '10.16.3.7:8000', 403],
])('a probe of %s at %s is answered with %i', async (path, host, status) => {
  const beyondLoopback = { COCO_HOST: '0.0.0.0', COCO_SESSION_SECRET: 's'.repeat(32) }
  await using stack = await startStack({
    settings: { COCO_MODE: 'snowflake', COCO_INGRESS: 'spcs', SNOWFLAKE_SERVICE_NAME: 'COCO', ...beyondLoopback },
  })
  const probe = request(`${stack.serverUrl}${path}`, { headers: { host } }).end()
  const [answer] = (await once(probe, 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(status)
})
