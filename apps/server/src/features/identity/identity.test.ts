import type { Tenant } from '@coco/core/tenants/tenant'
import { ApiKeyId, PersonId, SeededPersonId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createSecret } from '../../platform/secret.ts'
import { localPeople } from './local-people.ts'
import { createSessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { type Carriers, createIdentify } from './viewer.ts'

const tenant = (id: string, name: string) => ({ id: TenantId.parse(id), name }) as Tenant
const alpha = tenant('tenant-alpha', 'User Alpha')
const beta = tenant('tenant-beta', 'User Beta')
const [userAlpha, operator] = [SeededPersonId.parse('user-alpha'), SeededPersonId.parse('operator')]
const RIGHT_KEY = { keyId: ApiKeyId.parse(randomUUID()), principalId: randomUUID(), tenant: alpha.id, isPublic: true }

function setUp({ tenants = [alpha, beta], instanceId = 'one' } = {}) {
  const clock = createManualClock()
  const declared = [...tenants]
  const people = () => localPeople(declared)
  const secret = createSecret('a secret of at least 32 characters')
  const sessions = createSessions({ secret, instanceId, maxOpen: 3, newId: randomUUID, after: clock.after })
  const identify = createIdentify({
    sessions,
    people,
    findApiKey: (text) => (text === 'sk-right' ? RIGHT_KEY : null),
  })
  const browser = { token: undefined as string | undefined }
  const sessionCookie = {
    set: (token: string) => void (browser.token = token),
    clear: () => void (browser.token = undefined),
  }
  const direct = { forwardedBy: null }
  const identifyHere = (carriers: Omit<Carriers, 'forwardedBy'>) => identify({ ...carriers, ...direct })
  const caller = async () => ({
    viewer: await identifyHere({ sessionToken: browser.token }),
    sessionCookie,
    ...direct,
  })
  return {
    clock,
    declared,
    sessions,
    identify: identifyHere,
    browser,
    caller,
    signIn: createSignIn({ people, sessions }),
  }
}

describe('the people of local mode', () => {
  test('are one per tenant, called like it, and an operator who belongs to all', () => {
    const { signIn } = setUp()
    expect(signIn.options().people.map(({ id, name, tenants }) => [id, name, tenants.length])).toEqual([
      ['user-alpha', 'User Alpha', 1],
      ['user-beta', 'User Beta', 1],
      ['operator', 'Operator', 2],
    ])
  })

  test('have ids of their own even when tenants share a name or have none that makes a slug', () => {
    const people = localPeople([
      tenant('t-one', 'Same'),
      tenant('t-two', 'Same'),
      tenant('t-three', '客户'),
      tenant('t-four', 'Operator'),
    ])
    expect(new Set(people.map((person) => person.id)).size).toBe(5)
  })
})

describe('a session', () => {
  test('says who it is, for which tenant, with which roles', async () => {
    const { signIn, caller } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    const { viewer } = await caller()
    expect(viewer).toMatchObject({ tenant: 'tenant-alpha', subject: localPeople([alpha])[0]?.id, roles: ['member'] })
    expect(signIn.me(viewer)).toMatchObject({ person: { name: 'User Alpha' }, tenant: { id: 'tenant-alpha' } })
  })

  test('is over at once after signing out, for open readers too', async () => {
    const { signIn, caller, browser, identify } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    const { token } = browser
    const before = await caller()
    signIn.signOut(before)
    expect(before.viewer?.ended.aborted).toBe(true)
    expect(await identify({ sessionToken: token })).toBeNull()
  })

  test('of the operator moves to another tenant as a new session; the old one ends', async () => {
    const { signIn, caller, browser, identify } = setUp()
    await signIn.signInLocally(await caller(), { personId: operator })
    const before = await caller()
    const oldToken = browser.token
    expect((await signIn.switchTenant(before, { tenantId: beta.id })).tenant.id).toBe('tenant-beta')
    expect(before.viewer?.ended.aborted).toBe(true)
    expect(await identify({ sessionToken: oldToken })).toBeNull()
    expect((await caller()).viewer?.tenant).toBe('tenant-beta')
  })

  test('never moves to a tenant that the person does not belong to', async () => {
    const { signIn, caller } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    const before = await caller()
    await expect(signIn.switchTenant(before, { tenantId: beta.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(before.viewer?.ended.aborted).toBe(false)
    await expect(signIn.signInLocally(before, { personId: userAlpha, tenantId: beta.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('ends after twelve hours', async () => {
    const { signIn, caller, clock } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    clock.advance(12 * 3_600_000 - 1)
    expect((await caller()).viewer).not.toBeNull()
    clock.advance(1)
    expect((await caller()).viewer).toBeNull()
  })

  test('is one of so many at most: the oldest makes room', async () => {
    const { sessions } = setUp()
    const personId = PersonId.parse(randomUUID())
    const first = await sessions.open(personId, alpha.id)
    for (let count = 1; count < 3; count++) await sessions.open(personId, alpha.id)
    expect(await sessions.find(first.token)).not.toBeNull()
    const last = await sessions.open(personId, alpha.id)
    expect(first.session.ended.aborted).toBe(true)
    expect(await sessions.find(first.token)).toBeNull()
    expect(await sessions.find(last.token)).not.toBeNull()
  })

  test('ends with its tenant', async () => {
    const { signIn, caller, declared } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    declared.splice(0, 1)
    expect((await caller()).viewer).toBeNull()
  })

  test('is worth nothing tampered with, unsigned, or at another instance with the same secret', async () => {
    const { signIn, caller, browser, identify } = setUp()
    await signIn.signInLocally(await caller(), { personId: userAlpha })
    const [header = '', payload = '', signature = ''] = (browser.token ?? '').split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    const changed = `${header}.${payload}.${signature.slice(4)}${signature.slice(0, 4)}`
    for (const sessionToken of [unsigned, changed, '', 'x.y.z']) expect(await identify({ sessionToken })).toBeNull()
    const other = setUp({ instanceId: 'two' })
    expect(await other.identify({ sessionToken: browser.token })).toBeNull()
  })
})

describe('who is calling', () => {
  test('comes from one credential: two are refused, whatever they are', async () => {
    const { identify } = setUp()
    const both = { code: 'ambiguous_credentials' }
    await expect(identify({ sessionToken: 'x', apiKey: 'sk-right' })).rejects.toMatchObject(both)
    await expect(identify({ apiKey: 'sk-right', authorization: 'Bearer x' })).rejects.toMatchObject(both)
  })

  test('is the tenant of the key; a wrong or empty key is refused', async () => {
    const { identify } = setUp()
    expect(await identify({ apiKey: 'sk-right' })).toMatchObject({ tenant: 'tenant-alpha', roles: ['member'] })
    for (const apiKey of ['', 'sk-wrong']) {
      await expect(identify({ apiKey })).rejects.toMatchObject({ code: 'invalid_api_key' })
    }
  })

  test('is nobody without a credential, and a bearer token has no issuer yet', async () => {
    const { identify } = setUp()
    expect(await identify({})).toBeNull()
    await expect(identify({ authorization: 'Bearer x' })).rejects.toMatchObject({ code: 'not_signed_in' })
  })
})
