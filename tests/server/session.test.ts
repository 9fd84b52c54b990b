import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { createTestClient } from '@coco/testkit/test-client'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

const signInAs = (personId: string, headers: Record<string, string>) =>
  fetch(`${stack.serverUrl}/trpc/session.signInLocally`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ personId }),
  })

test('the sign-in page offers one person per tenant and the operator', async () => {
  const nobody = createTestClient(stack.serverUrl, {})
  expect((await nobody.trpc.session.options.query()).people.map(({ name }) => name)).toEqual([
    'User Alpha',
    'User Beta',
    'Operator',
  ])
  expect(await nobody.trpc.session.me.query()).toBeNull()
})

test('the session is two cookies that scripts and other sites cannot use, named after this instance', async () => {
  const response = await signInAs('user-alpha', { 'content-type': 'application/json', origin: stack.serverUrl })
  const [access, refresh, ...more] = response.headers.getSetCookie()
  expect(access).toMatch(/^coco_session_[0-9a-f]{8}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(refresh).toMatch(
    /^coco_refresh_[0-9a-f]{8}=[\w-]{43}; Max-Age=604800; Path=\/trpc; HttpOnly; SameSite=Strict$/,
  )
  expect(more).toEqual([])
})

describe('signing in needs a page of ours and JSON', () => {
  const json = { 'content-type': 'application/json' }
  test.each([
    ['no origin', json, 403],
    ['a foreign origin', { ...json, origin: 'https://evil.example' }, 403],
    ['another port of this machine', { ...json, origin: 'http://127.0.0.1:1' }, 403],
    ['a cross-site request', { ...json, 'sec-fetch-site': 'cross-site' }, 403],
    ['an opaque origin', { ...json, origin: 'null' }, 403],
  ])('%s is refused', async (_what, headers, status) => {
    const response = await signInAs('operator', headers)
    expect(response.status).toBe(status)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('a form is refused', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: stack.serverUrl }
    expect((await signInAs('operator', form)).status).toBe(415)
  })

  test('a same-origin page without an Origin header is known by Sec-Fetch-Site', async () => {
    expect((await signInAs('operator', { ...json, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })
})

test('signing out ends the session at once; the old cookie is worth nothing', async () => {
  const ann = await stack.signIn('user-alpha')
  const old = createTestClient(stack.serverUrl, { cookie: ann.cookie, origin: stack.serverUrl })
  expect(await old.trpc.session.me.query()).not.toBeNull()
  await ann.client.trpc.session.signOut.mutate()
  expect([ann.cookie, await old.trpc.session.me.query()]).toEqual(['', null])
  await expect(old.trpc.models.list.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } })
})

test.each([
  ['a session that is over', (over: string): Record<string, string> => ({ cookie: over })],
  ['a session of another instance', () => ({ cookie: 'coco_session_00000000=x.y.z' })],
  ['no session', () => ({})],
])('signing out with %s succeeds and clears the cookie', async (_what, headersOf) => {
  const ann = await stack.signIn('user-alpha')
  const over = ann.cookie
  await ann.client.trpc.session.signOut.mutate()
  const headers = { 'content-type': 'application/json', origin: stack.serverUrl, ...headersOf(over) }
  const response = await fetch(`${stack.serverUrl}/trpc/session.signOut`, { method: 'POST', headers })
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual(
    ['session', 'refresh'].map((name) =>
      expect.stringMatching(new RegExp(`^coco_${name}_[0-9a-f]{8}=; (Max-Age=0|.*Expires=Thu, 01 Jan 1970)`)),
    ),
  )
})

test.each([{ 'trpc-accept': 'application/jsonl' }, { accept: '*/*, application/jsonl' }])(
  'a sign-in whose answer would come in lines (%o) is refused: its head is gone before the cookie is known',
  async (accept) => {
    const headers = { 'content-type': 'application/json', origin: stack.serverUrl, ...accept }
    const body = JSON.stringify({ 0: { personId: 'operator' } })
    const response = await fetch(`${stack.serverUrl}/trpc/session.signInLocally?batch=1`, {
      method: 'POST',
      headers,
      body,
    })
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_input' }])
  },
)

test('switching ends the open readers of the old tenant, and its answers are not there for the new one', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('Alpha secret'))
  await using server = await startServerOn(upstream.url)
  const operator = await server.signIn('operator', 'tenant-alpha')
  const id = await operator.client.start('hi')
  let ended: unknown
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const reading = operator.client
    .read(id, { onEvent: ({ event }) => void (event.type === 'delta' && resolve()) })
    .catch((error: unknown) => (ended = error))
  await seen
  const response = await operator.fetch('/trpc/session.switchTenant', {
    method: 'POST',
    body: JSON.stringify({ tenantId: 'tenant-beta' }),
  })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  await reading
  expect(ended).toMatchObject({ data: { code: 'UNAUTHORIZED', coco: { code: 'not_signed_in' } } })
  const asBeta = createTestClient(server.serverUrl, { cookie, origin: server.serverUrl })
  expect((await asBeta.trpc.session.me.query())?.tenant.id).toBe('tenant-beta')
  await expect(asBeta.read(id)).rejects.toMatchObject({ data: { coco: { code: 'not_found' } } })
})

test('a member cannot switch to a tenant that is not theirs, nor a key at all', async () => {
  const ann = await stack.signIn('user-alpha')
  const { trpc } = ann.client
  await expect(trpc.session.switchTenant.mutate({ tenantId: 'tenant-beta' })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
  const key = stack.withKey(stack.alphaKey)
  await expect(key.trpc.session.switchTenant.mutate({ tenantId: 'tenant-beta' })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN' },
  })
})

test('two credentials in one request are refused; the refusal carries a request id and no stack', async () => {
  const { cookie } = await stack.signIn('user-alpha')
  const both = createTestClient(stack.serverUrl, { cookie, origin: stack.serverUrl, 'x-api-key': stack.betaKey })
  const error = await both.trpc.models.list.query().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    data: { code: 'BAD_REQUEST', coco: { code: 'ambiguous_credentials', requestId: expect.stringMatching(/.{36}/) } },
  })
  expect(JSON.stringify(error)).not.toMatch(/\.ts:\d+|stack/)
})

test('a session of one instance means nothing to another', async () => {
  await using other = await startStack()
  const { cookie } = await stack.signIn('user-alpha')
  const names = (await other.signIn('user-alpha')).cookie.split('; ').map((pair) => pair.split('=')[0])
  const values = cookie.split('; ').map((pair) => pair.split('=')[1])
  const forgery = names.map((name, index) => `${name}=${values[index]}`).join('; ')
  const forged = createTestClient(other.serverUrl, { cookie: forgery, origin: other.serverUrl })
  expect(await forged.trpc.session.me.query()).toBeNull()
})

test('turns written as one tenant are refused once the caller works as another, before anything goes upstream', async () => {
  const operator = await stack.signIn('operator', 'tenant-beta')
  const callsBefore = stack.emulator.calls.list().length
  const messages = [{ role: 'user' as const, content: 'the merger is called Heron' }]
  await expect(
    operator.client.trpc.chat.complete.mutate({ messages, writtenIn: 'tenant-alpha' }),
  ).rejects.toMatchObject({ data: { code: 'CONFLICT', coco: { code: 'tenant_changed' } } })
  expect(stack.emulator.calls.list()).toHaveLength(callsBefore)
  await expect(
    operator.client.trpc.chat.complete.mutate({ messages, writtenIn: 'tenant-beta' }),
  ).resolves.toHaveProperty('generationId')
})

test.each([
  ['not_signed_in', () => ({})],
  ['not_found', () => ({ 'x-api-key': stack.alphaKey })],
])('a refused chat.watch is an event stream that says %s', async (code, headersOf: () => Record<string, string>) => {
  const input = encodeURIComponent(JSON.stringify({ generationId: '00000000-0000-4000-8000-000000000000' }))
  const response = await fetch(`${stack.serverUrl}/trpc/chat.watch?input=${input}`, { headers: headersOf() })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  const refusal = (await response.text()).split('\n\n').find((event) => event.includes('event: serialized-error'))
  expect(refusal).toContain(`"coco":{"code":"${code}"`)
})
