import { ApiKeyId, PersonId, SessionId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Session } from './sessions.ts'
import type { FoundKey } from '../../trpc/found-key.ts'
import { type Carriers, createIdentify, type FoundBearer } from './viewer.ts'

const tenant = TenantId.parse('tenant-alpha')
const personId = PersonId.parse(randomUUID())
const ended = new AbortController().signal
const KEY: FoundKey = {
  keyId: ApiKeyId.parse(randomUUID()),
  principalId: randomUUID(),
  tenant,
  roles: ['editor'],
  models: ['claude-4-sonnet'],
  isPublic: true,
  ended,
}
const BEARER: FoundBearer = { personId, tenant, roles: ['member'], ended }
const SESSION: Session = { id: SessionId.parse(randomUUID()), personId, tenant, roles: ['admin'], ended }
const TOKENS = { access: { token: 'new', maxAgeSeconds: 600 }, refresh: null }

function setUp(findIngressPerson?: Parameters<typeof createIdentify>[0]['findIngressPerson']) {
  const onRefused = vi.fn<(source: unknown, error: { code: string }) => void>()
  const keep = vi.fn<(tokens: unknown) => void>()
  const identify = createIdentify({
    sessions: {
      find: async ({ accessToken, refreshToken }) => {
        if (accessToken === 'good') return { session: SESSION, renewed: null }
        return refreshToken === 'good' ? { session: SESSION, renewed: TOKENS } : null
      },
    },
    findApiKey: async (text) => (text === 'sk-right' ? KEY : null),
    findBearer: async (token) => (token === 'right' ? BEARER : null),
    onRefused,
    ...(findIngressPerson === undefined ? {} : { findIngressPerson }),
  })
  const source = { address: '127.0.0.1', userAgent: null, requestId: 'r' }
  const ask = (carriers: Omit<Partial<Carriers>, 'session'> & { cookies?: object }) => {
    const { cookies, ...others } = carriers
    return identify({ forwardedBy: null, source, ...others, session: cookies && { ...cookies, keep } })
  }
  return { ask, keep, onRefused }
}

test('who is calling comes from one credential: two are refused, whatever they are worth', async () => {
  const { ask } = setUp()
  const both = { code: 'ambiguous_credentials' }
  await expect(ask({ cookies: { refreshToken: 'over' }, apiKey: 'sk-right' })).rejects.toMatchObject(both)
  await expect(ask({ cookies: { accessToken: 'good' }, authorization: 'Bearer right' })).rejects.toMatchObject(both)
  await expect(ask({ apiKey: 'sk-right', authorization: 'Bearer x' })).rejects.toMatchObject(both)
})

test('a session is its person in its tenant, as they are now; new tokens go to the browser', async () => {
  const { ask, keep } = setUp()
  expect(await ask({ cookies: { accessToken: 'good' } })).toMatchObject({ tenant, subject: personId, roles: ['admin'] })
  expect(keep).not.toHaveBeenCalled()
  const viewer = await ask({ cookies: { accessToken: 'old', refreshToken: 'good' } })
  expect(viewer?.proof).toEqual({ kind: 'session', sessionId: SESSION.id, personId })
  expect(keep).toHaveBeenCalledWith(TOKENS)
  expect(await ask({ cookies: { accessToken: 'over' } })).toBeNull()
})

test('a key is its principal, with its own roles and models; a wrong or empty one is refused and recorded', async () => {
  const { ask, onRefused } = setUp()
  const viewer = await ask({ apiKey: 'sk-right' })
  expect(viewer).toMatchObject({ tenant, subject: KEY.principalId, roles: ['editor'], models: KEY.models })
  for (const apiKey of ['', 'sk-wrong'])
    await expect(ask({ apiKey })).rejects.toMatchObject({ code: 'invalid_api_key' })
  expect(onRefused.mock.calls.map(([, { code }]) => code)).toEqual(['invalid_api_key', 'invalid_api_key'])
})

test('a public key is for this machine alone', async () => {
  const { ask } = setUp()
  await expect(ask({ apiKey: 'sk-right', forwardedBy: 'Via' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a bearer token is its person; any other scheme, and a token that nobody knows, is refused', async () => {
  const { ask } = setUp()
  expect(await ask({ authorization: 'bearer right' })).toMatchObject({ subject: personId, proof: { kind: 'bearer' } })
  for (const authorization of ['', 'Bearer', 'Bearer wrong', 'Basic right', 'Bearer right right', 'right']) {
    await expect(ask({ authorization })).rejects.toMatchObject({ code: 'not_signed_in' })
  }
})

test('nobody is nobody', async () => {
  expect(await setUp().ask({})).toBeNull()
})

test('with an ingress in front, a session counts only for the user whom the ingress names', async () => {
  const bob = PersonId.parse(randomUUID())
  const people: Record<string, PersonId> = { ANN: personId, BOB: bob }
  const { ask, keep } = setUp(async (name) => people[name ?? ''] ?? null)
  const cookies = { refreshToken: 'good' }
  expect(await ask({ cookies, ingressUser: 'ANN' })).toMatchObject({ subject: personId })
  expect(keep).toHaveBeenCalledOnce()
  expect(await ask({ cookies, ingressUser: 'BOB' })).toBeNull()
  expect(await ask({ cookies })).toBeNull()
  expect(await ask({ cookies, ingressUser: 'EVE' })).toBeNull()
  expect(keep).toHaveBeenCalledOnce()
  expect(await ask({ apiKey: 'sk-right' })).toMatchObject({ proof: { kind: 'api_key' } })
})

test('without one, the name of a user is ignored', async () => {
  const { ask } = setUp()
  expect(await ask({ ingressUser: 'BOB' })).toBeNull()
  expect(await ask({ cookies: { accessToken: 'good' }, ingressUser: 'BOB' })).toMatchObject({ subject: personId })
})
