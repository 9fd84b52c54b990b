import type { AddedPerson } from '@coco/testkit/add-person'
import { ownerOf } from '@coco/testkit/database-owner'
import { signInWithLink } from '@coco/testkit/sign-in'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
/** Of the tenant that is joined. */
let admin: AddedPerson
let root: AddedPerson
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9')
  owner = await ownerOf(server)
  admin = await server.addPerson({ roles: ['admin'], tenant: 'tenant-beta' })
  root = await server.addPerson({ isSuperuser: true })
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

const idOf = (person: AddedPerson) => person.session.person.id
const tokenOf = (link: { path: string }) => link.path.split('#')[1] ?? ''
const invite = async ({ email }: { email: string }) =>
  tokenOf(
    (await admin.client.trpc.people.invite.mutate({ email, name: 'Robert', roles: ['editor', 'pii_access'] })).link,
  )
const nobody = () => createTestClient(server.serverUrl, { origin: server.serverUrl })
const join = (person: AddedPerson, token: string) => person.client.trpc.links.use.mutate({ token })
const joinBy = (token: string, presentPassword: string) => signInWithLink(server.serverUrl, { token, presentPassword })
const tenantsOf = async (person: AddedPerson) => {
  const { rows } = await owner.query('SELECT tenant_id, roles FROM coco.memberships WHERE user_id = $1 ORDER BY 1', [
    idOf(person),
  ])
  return rows
}
const ALPHA = { tenant_id: 'tenant-alpha', roles: ['member'] }
const BETA = { tenant_id: 'tenant-beta', roles: ['editor', 'pii_access'] }
const BAD_LINK = { data: { coco: { code: 'link_invalid' } } }

describe('whoever has an account and is invited to one more tenant', () => {
  test('is told to where, and what it takes: nothing more where they are signed in, else their password', async () => {
    const [ann, other] = [await server.addPerson(), await server.addPerson()]
    const token = await invite(ann)
    const view = await nobody().trpc.links.look.mutate({ token })
    expect(view).toEqual({
      kind: 'invitation',
      // Whoever invites an address is not told whose it is.
      name: null,
      email: ann.email,
      tenantName: 'User Beta',
      asksFor: 'present_password',
      expiresAt: expect.any(String),
    })
    expect((await other.client.trpc.links.look.mutate({ token })).asksFor).toBe('present_password')
    expect((await ann.client.trpc.links.look.mutate({ token })).asksFor).toBe('nothing')
  })

  test('joins with their session, which goes on in the other tenant; it is on the record there', async () => {
    const ann = await server.addPerson()
    const elsewhere = await server.signInWithPassword(ann)
    const token = await invite(ann)
    expect(await tenantsOf(ann)).toEqual([ALPHA])
    expect(await join(ann, token)).toMatchObject({
      person: { name: 'Ann Lee' },
      tenant: { id: 'tenant-beta' },
      roles: BETA.roles,
      tenants: [{ id: 'tenant-alpha' }, { id: 'tenant-beta' }],
    })
    expect(await tenantsOf(ann)).toEqual([ALPHA, BETA])
    expect((await ann.client.trpc.session.me.query())?.tenant.id).toBe('tenant-beta')
    expect((await ann.client.trpc.session.list.query()).length).toBe(2)
    expect((await elsewhere.client.trpc.session.me.query())?.tenant.id).toBe('tenant-alpha')
    const { rows } = await owner.query(
      "SELECT action, actor_id, details FROM coco.audit WHERE tenant_id = 'tenant-beta' AND subject = $1 ORDER BY seq",
      [idOf(ann)],
    )
    expect(rows).toEqual([
      {
        action: 'person_invited',
        actor_id: idOf(admin),
        details: { roles: BETA.roles, joins: 'with_link' },
      },
      { action: 'link_used', actor_id: idOf(ann), details: { kind: 'invitation', roles: BETA.roles } },
      { action: 'signed_in', actor_id: idOf(ann), details: { method: 'password', roles: BETA.roles } },
    ])
  })

  test('joins with the password that they have, which stays what it is', async () => {
    const ann = await server.addPerson()
    const joined = await joinBy(await invite(ann), ann.password)
    expect(joined.session).toMatchObject({
      person: { id: idOf(ann) },
      tenant: { id: 'tenant-beta' },
      method: 'password',
    })
    expect(await tenantsOf(ann)).toEqual([ALPHA, BETA])
    expect((await server.signInWithPassword(ann)).session.person.id).toBe(idOf(ann))
    // Nor does it end what is open elsewhere.
    expect((await ann.client.trpc.session.me.query())?.tenant.id).toBe('tenant-alpha')
  })

  test('may have forgotten it: a new one leaves the link as it was', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    const reset = await root.client.trpc.people.resetLink.mutate({ personId: idOf(ann) })
    await signInWithLink(server.serverUrl, { token: tokenOf(reset), password: 'another good password' })
    await expect(joinBy(token, ann.password)).rejects.toThrow('wrong_credentials')
    expect((await joinBy(token, 'another good password')).session.tenant.id).toBe('tenant-beta')
  })

  test('joins once: of two at the same moment one does', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    const tried = await Promise.allSettled([joinBy(token, ann.password), joinBy(token, ann.password)])
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(joinBy(token, ann.password)).rejects.toThrow('link_invalid')
    await expect(ann.client.trpc.links.look.mutate({ token })).rejects.toMatchObject(BAD_LINK)
  })

  test('stays what they are where they belong to the tenant meanwhile', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    await owner.query(
      "INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ('tenant-beta', $1, '{member}')",
      [idOf(ann)],
    )
    expect((await join(ann, token)).roles).toEqual(['member'])
    expect(await tenantsOf(ann)).toEqual([ALPHA, { ...BETA, roles: ['member'] }])
  })

  test('has no longer a session for it, where it began at a provider', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    await owner.query(
      "UPDATE identity.sessions SET method = 'oidc', expires_at = now() + interval '1 hour' WHERE user_id = $1",
      [idOf(ann)],
    )
    expect(await join(ann, token)).toMatchObject({ tenant: { id: 'tenant-beta' }, method: 'oidc' })
    const { rows } = await owner.query(
      `SELECT expires_at <= now() + interval '1 hour' AS is_short FROM identity.sessions
       WHERE user_id = $1 AND ended_at IS NULL`,
      [idOf(ann)],
    )
    expect(rows).toEqual([{ is_short: true }])
  })
})

describe('the link alone lets nobody in', () => {
  const expectOutside = async (person: AddedPerson) => expect(await tenantsOf(person)).toEqual([ALPHA])

  test('whoever has it cannot choose a password with it, nor leave it out', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    for (const tried of [{ token }, { token, password: 'the password of mallory', name: 'Mallory' }]) {
      await expect(signInWithLink(server.serverUrl, tried)).rejects.toThrow('invalid_input')
    }
    await expectOutside(ann)
    expect((await server.signInWithPassword(ann)).session.person.name).toBe('Ann Lee')
  })

  test('nor guess at it: a wrong password counts like one at the sign-in, for the same account', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    for (let count = 0; count < 10; count++) {
      await expect(joinBy(token, `guess ${count}`)).rejects.toThrow('wrong_credentials')
    }
    await expect(joinBy(token, ann.password)).rejects.toThrow('too_many_attempts')
    await expect(server.signInWithPassword(ann)).rejects.toThrow('too_many_attempts')
    await expectOutside(ann)
    // Whoever is signed in need not guess.
    expect((await join(ann, token)).tenant.id).toBe('tenant-beta')
  })

  test('whoever is signed in as somebody else is asked for the password too, a superuser and the admin as well', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    for (const other of [await server.addPerson(), root, admin]) {
      await expect(join(other, token)).rejects.toMatchObject({ data: { coco: { code: 'invalid_input' } } })
      const guess = other.client.trpc.links.use.mutate({ token, presentPassword: other.password })
      await expect(guess).rejects.toMatchObject({ data: { coco: { code: 'wrong_credentials' } } })
    }
    await expectOutside(ann)
  })

  test('nor a session that has ended', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    // The server has looked just now, and would not look again for a second.
    await ann.client.trpc.session.me.query()
    await owner.query('UPDATE identity.sessions SET ended_at = now() WHERE user_id = $1', [idOf(ann)])
    await expect(join(ann, token)).rejects.toThrow(/^Your session has ended|^Sign in as the person/)
    await expectOutside(ann)
    expect((await joinBy(token, ann.password)).session.tenant.id).toBe('tenant-beta')
  })

  test('nor an account without a password, until its owner has chosen one', async () => {
    const alpha = await server.addPerson({ roles: ['admin'] })
    const bob = { email: `bob.${crypto.randomUUID()}@example.com`, name: 'Bob', roles: ['member' as const] }
    const first = await alpha.client.trpc.people.invite.mutate(bob)
    const token = await invite(bob)
    await expect(joinBy(token, '')).rejects.toThrow('wrong_credentials')
    await signInWithLink(server.serverUrl, { token: tokenOf(first.link), password: 'the password of bob' })
    expect((await joinBy(token, 'the password of bob')).session.tenant.id).toBe('tenant-beta')
  })
})

describe('the link is void', () => {
  test('once there is a newer one into the same tenant', async () => {
    const ann = await server.addPerson()
    const [first, second] = [await invite(ann), await invite(ann)]
    await expect(join(ann, first)).rejects.toMatchObject(BAD_LINK)
    expect((await join(ann, second)).tenant.id).toBe('tenant-beta')
  })

  test('once they were switched off, also when they are on again', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    await root.client.trpc.people.deactivate.mutate({ personId: idOf(ann) })
    await expect(joinBy(token, ann.password)).rejects.toThrow('link_invalid')
    await root.client.trpc.people.reactivate.mutate({ personId: idOf(ann) })
    await expect(joinBy(token, ann.password)).rejects.toThrow('link_invalid')
  })

  test('once they were taken out of the tenant again', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    await owner.query(
      "INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ('tenant-beta', $1, '{member}')",
      [idOf(ann)],
    )
    await admin.client.trpc.people.remove.mutate({ personId: idOf(ann) })
    await expect(join(ann, token)).rejects.toMatchObject(BAD_LINK)
  })

  test('after a week', async () => {
    const ann = await server.addPerson()
    const token = await invite(ann)
    const { expiresAt } = await nobody().trpc.links.look.mutate({ token })
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(7 * 86_400_000)
    await owner.query('UPDATE identity.one_time_links SET expires_at = now() WHERE user_id = $1 AND used_at IS NULL', [
      idOf(ann),
    ])
    await expect(join(ann, token)).rejects.toMatchObject(BAD_LINK)
  })
})
