import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** As in production: nobody is seeded, and a proxy says where a call comes from. */
const SETTINGS = { COCO_MODE: 'snowflake', COCO_TRUST_PROXY: 'loopback' }

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9', { settings: SETTINGS })
  owner = await ownerOf(server)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

let addresses = 0
/** One that nobody else in this file calls from. */
const newAddress = () => `203.0.113.${++addresses}`

async function signInFrom(address: string, input: { email: string; password: string; tenantId?: string }, more = {}) {
  const response = await fetch(`${server.serverUrl}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.serverUrl, 'x-forwarded-for': address, ...more },
    body: JSON.stringify(input),
  })
  const body = (await response.json()) as { error?: { message: string; data: { coco: Record<string, unknown> } } }
  const { requestId, ...coco } = body.error?.data.coco ?? {}
  return { status: response.status, headers: response.headers, coco, requestId }
}

describe('signing in with a password', () => {
  test('works however the address is written, and says who it is', async () => {
    const ann = await server.addPerson({ email: `Ann.Ö.${crypto.randomUUID()}@Example.com` })
    const again = await server.signInWithPassword({ email: ` ${ann.email.toUpperCase()} `, password: ann.password })
    expect(again.session).toMatchObject({
      person: { email: ann.email },
      tenant: { id: 'tenant-alpha' },
      method: 'password',
    })
  })

  test('is refused in the same words for a stranger, a wrong password, an account that is off, and one without a tenant', async () => {
    const address = newAddress()
    const people = await Promise.all([server.addPerson(), server.addPerson(), server.addPerson(), server.addPerson()])
    const [ann, off, outside, unnamed] = people
    await owner.query('UPDATE identity.users SET deactivated_at = now() WHERE id = $1', [off.session.person.id])
    await owner.query('DELETE FROM coco.memberships WHERE user_id = $1', [outside.session.person.id])
    await owner.query('UPDATE identity.users SET password_hash = NULL WHERE id = $1', [unnamed.session.person.id])
    const answers = await Promise.all([
      signInFrom(address, { email: 'nobody@example.com', password: ann.password }),
      signInFrom(address, { email: 'nobody\0@example.com', password: '' }),
      signInFrom(address, { email: '', password: ann.password }),
      signInFrom(address, { email: ann.email, password: `${ann.password} ` }),
      signInFrom(address, { email: ann.email, password: ann.password, tenantId: 'tenant-beta' }),
      signInFrom(address, { email: ann.email, password: ann.password, tenantId: 'tenant-none' }),
      signInFrom(address, off),
      signInFrom(address, outside),
      signInFrom(address, unnamed),
    ])
    for (const { status, coco, headers } of answers) {
      expect([status, coco]).toEqual([
        401,
        { code: 'wrong_credentials', message: 'The e-mail address or the password is wrong.' },
      ])
      expect(headers.getSetCookie()).toEqual([])
    }
  })

  test('goes to the tenant of last time, else the first, or the one that is asked for', async () => {
    const ann = await server.addPerson()
    await owner.query(
      "INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ('tenant-beta', $1, '{admin}')",
      [ann.session.person.id],
    )
    const tenantOf = async (tenantId?: string) =>
      (await server.signInWithPassword({ email: ann.email, password: ann.password, ...(tenantId ? { tenantId } : {}) }))
        .session
    expect((await tenantOf()).tenant.id).toBe('tenant-alpha')
    expect(await tenantOf('tenant-beta')).toMatchObject({ tenant: { id: 'tenant-beta' }, roles: ['admin'] })
    expect((await tenantOf()).tenant.id).toBe('tenant-beta')
  })

  test('lets a superuser into every tenant; the switch is on the record', async () => {
    const root = await server.addPerson({ isSuperuser: true })
    expect(root.session).toMatchObject({ tenant: { id: 'tenant-alpha' }, roles: ['superuser'] })
    expect(root.session.tenants.map(({ id }) => id)).toEqual(['tenant-alpha', 'tenant-beta'])
    await root.client.trpc.session.switchTenant.mutate({ tenantId: 'tenant-beta' })
    const { rows } = await owner.query(
      "SELECT tenant_id, decision, request_id FROM coco.audit WHERE action = 'tenant_switched' AND actor_id = $1",
      [root.session.person.id],
    )
    expect(rows).toEqual([{ tenant_id: 'tenant-beta', decision: 'allowed', request_id: expect.any(String) }])
  })

  test('offers nobody with one click outside local mode', async () => {
    const nobody = createTestClient(server.serverUrl, { origin: server.serverUrl })
    expect(await nobody.trpc.session.options.query()).toMatchObject({ people: [], password: true })
    await expect(nobody.trpc.session.signInLocally.mutate({ personId: 'user-alpha' })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    })
  })
})

describe('guessing is slowed down', () => {
  test('row 48 · by account: the 20th try is 429, whatever headers say and with the right password too; others sign in', async () => {
    const [ann, bob] = [await server.addPerson(), await server.addPerson()]
    const statuses: number[] = []
    for (let count = 1; count <= 20; count++) {
      // Each from elsewhere, as a botnet would.
      statuses.push((await signInFrom(newAddress(), { email: ann.email, password: `guess ${count}` })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 10 }, () => 429)])
    const refused = await signInFrom(newAddress(), ann, { forwarded: 'for=198.51.100.1', 'x-real-ip': '198.51.100.1' })
    expect([refused.status, refused.coco]).toMatchObject([
      429,
      { code: 'too_many_attempts', retryAfterMs: expect.any(Number) },
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect((await signInFrom(newAddress(), bob)).status).toBe(200)
  })

  test('a stranger is slowed down exactly like a person with an account', async () => {
    const email = `nobody.${crypto.randomUUID()}@example.com`
    const statuses: number[] = []
    for (let count = 1; count <= 12; count++)
      statuses.push((await signInFrom(newAddress(), { email, password: 'guess' })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
  })

  test('by address: a hundred accounts, then no more from there; from elsewhere as before', async () => {
    const address = newAddress()
    const ann = await server.addPerson()
    const spray = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          signInFrom(address, { email: `${crypto.randomUUID()}@example.com`, password: 'spring2026' }),
        ),
      )
    const statuses = [...(await spray(50)), ...(await spray(50)), ...(await spray(20))].map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(102)
    expect(statuses.slice(103)).toEqual(Array.from({ length: 17 }, () => 429))
    expect((await signInFrom(address, ann)).status).toBe(429)
    expect((await signInFrom(newAddress(), ann)).status).toBe(200)
  })

  test('a wrong API key stays 401 from such an address, and a right one works', async () => {
    const address = newAddress()
    const admin = await server.addPerson({ roles: ['admin'] })
    const { secret } = await admin.client.trpc.apiKeys.create.mutate({ name: 'batch', roles: ['member'] })
    for (let round = 0; round < 11; round++) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          signInFrom(address, { email: `${crypto.randomUUID()}@example.com`, password: 'x' }),
        ),
      )
    }
    expect((await signInFrom(address, { email: 'a@example.com', password: 'x' })).status).toBe(429)
    const call = (key: string) =>
      fetch(`${server.serverUrl}/trpc/session.me`, { headers: { 'x-api-key': key, 'x-forwarded-for': address } })
    expect([(await call('sk-wrong')).status, (await call(secret)).status]).toEqual([401, 200])
  })
})

describe('changing a password', () => {
  test('needs the one of now, ends every other session, and leaves the old one worth nothing', async () => {
    const ann = await server.addPerson()
    const phone = await server.signInWithPassword(ann)
    const { trpc } = ann.client
    await expect(
      trpc.session.changePassword.mutate({ current: 'not it', next: 'a new password' }),
    ).rejects.toMatchObject({
      data: { coco: { code: 'wrong_credentials' } },
    })
    const before = ann.cookie
    await trpc.session.changePassword.mutate({ current: ann.password, next: 'a new password' })
    expect(await trpc.session.me.query()).not.toBeNull()
    expect(await phone.client.trpc.session.me.query()).toBeNull()
    // Whoever copied the cookies before has nothing, although the session goes on.
    const thief = createTestClient(server.serverUrl, { cookie: before, origin: server.serverUrl })
    expect(await thief.trpc.session.me.query()).toBeNull()
    expect((await signInFrom(newAddress(), ann)).status).toBe(401)
    expect((await signInFrom(newAddress(), { email: ann.email, password: 'a new password' })).status).toBe(200)
  })

  test('is slowed down like signing in', async () => {
    const ann = await server.addPerson()
    const guess = () =>
      ann.client.trpc.session.changePassword
        .mutate({ current: 'a guess', next: 'a new password' })
        .catch((error: { data: { coco: { code: string } } }) => error.data.coco.code)
    const codes: unknown[] = []
    for (let count = 0; count < 12; count++) codes.push(await guess())
    expect(codes.slice(9)).toEqual(['wrong_credentials', 'too_many_attempts', 'too_many_attempts'])
  })

  test('a short one is refused', async () => {
    const ann = await server.addPerson()
    await expect(
      ann.client.trpc.session.changePassword.mutate({ current: ann.password, next: 'short' }),
    ).rejects.toMatchObject({ data: { coco: { code: 'invalid_input' } } })
  })
})

test('a name can be changed, and is shown from then on', async () => {
  const ann = await server.addPerson()
  expect((await ann.client.trpc.session.updateProfile.mutate({ name: ' Ann B. Lee ' })).person.name).toBe('Ann B. Lee')
  expect((await ann.client.trpc.session.me.query())?.person.name).toBe('Ann B. Lee')
})

test('row 49 · two hundred sign-ins at once keep everybody else quick', async () => {
  const ann = await server.addPerson()
  const startedMs = performance.now()
  const signingIn = Promise.all(
    Array.from({ length: 200 }, () => signInFrom(newAddress(), { email: ann.email, password: ann.password })),
  )
  const waits = await healthUntil(signingIn)
  const tookMs = performance.now() - startedMs
  const answers = await signingIn
  const p99 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN
  console.log(`200 sign-ins in ${tookMs.toFixed(0)} ms; /healthz p99 ${p99.toFixed(1)} ms of ${waits.length}`)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(200)
  expect(p99).toBeLessThan(1_000)
})

/** How long each look at /healthz took, ms, one after the other until the work is done. */
async function healthUntil(work: Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  const done = work.then(() => true)
  for (;;) {
    const startedMs = performance.now()
    const { status } = await fetch(`${server.serverUrl}/healthz`)
    expect(status).toBe(200)
    waits.push(performance.now() - startedMs)
    if (await Promise.race([done, Promise.resolve(false)])) return waits
  }
}
