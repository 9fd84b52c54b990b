import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BEHIND_PROXY, newAddress, signInFrom } from './sign-in-from.ts'

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9', { settings: BEHIND_PROXY })
  owner = await ownerOf(server)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

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
      signInFrom(server, address, { email: 'nobody@example.com', password: ann.password }),
      signInFrom(server, address, { email: 'nobody\0@example.com', password: '' }),
      signInFrom(server, address, { email: '', password: ann.password }),
      signInFrom(server, address, { email: ann.email, password: `${ann.password} ` }),
      signInFrom(server, address, { email: ann.email, password: ann.password, tenantId: 'tenant-beta' }),
      signInFrom(server, address, { email: ann.email, password: ann.password, tenantId: 'tenant-none' }),
      signInFrom(server, address, off),
      signInFrom(server, address, outside),
      signInFrom(server, address, unnamed),
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
    expect((await signInFrom(server, newAddress(), ann)).status).toBe(401)
    expect((await signInFrom(server, newAddress(), { email: ann.email, password: 'a new password' })).status).toBe(200)
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
