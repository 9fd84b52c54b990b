import { ownerOf } from '@coco/testkit/database-owner'
import type { AddedPerson } from '@coco/testkit/add-person'
import { signInWithLink } from '@coco/testkit/sign-in'
import { startServerOn } from '@coco/testkit/start-server-on'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9')
  owner = await ownerOf(server)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

const idOf = (person: AddedPerson) => person.session.person.id
const tokenOf = (link: { path: string } | null) => link?.path.split('#')[1] ?? ''
const people = (person: AddedPerson) => person.client.trpc.people
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    ({ message, data }: { message: string; data: { coco: { code: string } } }) => `${data.coco.code}: ${message}`,
  )
const FORBIDDEN = 'forbidden: You may not do this.'
const NOT_THERE = 'not_found: There is no such person here.'

describe('the people of a tenant', () => {
  test('are listed for its admin, and nobody of another tenant is', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const [here, elsewhere] = [await server.addPerson(), await server.addPerson({ tenant: 'tenant-beta' })]
    const listed = await people(admin).list.query()
    expect(listed.find(({ isYou }) => isYou)).toMatchObject({ id: idOf(admin), roles: ['admin'], status: 'active' })
    const ids = listed.map(({ id }) => id)
    expect([ids.includes(idOf(here)), ids.includes(idOf(elsewhere))]).toEqual([true, false])
  })

  test('of local mode are active without a password', async () => {
    const operator = await server.signIn('operator', 'tenant-alpha')
    const alpha = await server.signIn('user-alpha')
    const listed = await operator.client.trpc.people.list.query()
    expect(listed.find(({ id }) => id === alpha.session.person.id)).toMatchObject({
      status: 'active',
      roles: ['member'],
    })
    expect(await alpha.client.trpc.session.options.query()).toMatchObject({ password: true, needsSetup: false })
  })

  test('are nothing to members, editors and whoever may only see personal data', async () => {
    for (const role of ['member', 'editor', 'pii_access']) {
      const somebody = await server.addPerson({ roles: [role] })
      expect(await refusal(people(somebody).list.query())).toBe(FORBIDDEN)
      const invitation = { email: 'x@example.com', name: 'X', roles: ['admin' as const] }
      expect(await refusal(people(somebody).invite.mutate(invitation))).toBe(FORBIDDEN)
    }
  })
})

test('whoever kept the link of an invitation, and chose the password, is not let into another tenant by its admin', async () => {
  const [mallory, beta] = [
    await server.addPerson({ roles: ['admin'] }),
    await server.addPerson({ roles: ['admin'], tenant: 'tenant-beta' }),
  ]
  const bob = { email: `bob.${crypto.randomUUID()}@example.com`, name: 'Bob', roles: ['member' as const] }
  const { link } = await people(mallory).invite.mutate(bob)
  const kept = { token: tokenOf(link), password: 'the password of mallory' }
  const hijacked = await signInWithLink(server.serverUrl, kept)
  await people(beta).invite.mutate(bob)
  expect((await hijacked.client.trpc.session.me.query())?.tenants.map(({ id }) => id)).toEqual(['tenant-alpha'])
  const intoBeta = { email: bob.email, password: kept.password, tenantId: 'tenant-beta' }
  await expect(server.signInWithPassword(intoBeta)).rejects.toThrow('wrong_credentials')
})

describe('adding somebody', () => {
  test('who has an account changes nothing yet: they get a link, and once they belong it is told', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const bob = await server.addPerson({ tenant: 'tenant-beta' })
    const invitation = { email: ` ${bob.email.toUpperCase()}`, name: 'Robert', roles: ['editor' as const] }
    const { person, joins, link } = await people(admin).invite.mutate(invitation)
    // As they were invited, and not as they are.
    expect(person).toMatchObject({ id: idOf(bob), name: 'Robert', status: 'invited', isSuperuser: false })
    expect(joins).toBe('with_link')
    expect((await bob.client.trpc.session.me.query())?.tenants.map(({ id }) => id)).toEqual(['tenant-beta'])
    expect((await people(admin).list.query()).map(({ id }) => id)).not.toContain(idOf(bob))
    await bob.client.trpc.links.use.mutate({ token: tokenOf(link) })
    expect((await people(admin).list.query()).find(({ id }) => id === idOf(bob))).toMatchObject({
      name: 'Ann Lee',
      roles: ['editor'],
      status: 'active',
    })
    expect(await refusal(people(admin).invite.mutate(invitation))).toBe(
      'already_exists: They belong to this tenant already.',
    )
  })

  test('is the same for a superuser', async () => {
    const root = await server.addPerson({ isSuperuser: true })
    const bob = await server.addPerson({ tenant: 'tenant-beta' })
    const { joins } = await people(root).invite.mutate({ email: bob.email, name: 'Bob', roles: ['member'] })
    expect(joins).toBe('with_link')
    expect((await bob.client.trpc.session.me.query())?.tenants.map(({ id }) => id)).toEqual(['tenant-beta'])
  })

  test('whom another tenant invited gives no link that chooses a password: it would be a way into that tenant', async () => {
    const [alpha, beta] = [
      await server.addPerson({ roles: ['admin'] }),
      await server.addPerson({ roles: ['admin'], tenant: 'tenant-beta' }),
    ]
    const invitation = { email: `eve.${crypto.randomUUID()}@example.com`, name: 'Eve', roles: ['member' as const] }
    const first = await people(alpha).invite.mutate(invitation)
    const second = await people(beta).invite.mutate(invitation)
    expect([first.joins, second.joins, first.person.id === second.person.id]).toEqual(['at_once', 'with_link', true])
    const chosen = { token: tokenOf(second.link), password: 'the password of beta' }
    await expect(signInWithLink(server.serverUrl, chosen)).rejects.toThrow('invalid_input')
    // Nor is the first link void: Beta's admin cannot take it from Eve. Nor Alpha's the second, by another.
    await people(alpha).invite.mutate(invitation)
    const { rows } = await owner.query(
      'SELECT tenant_id, roles FROM identity.one_time_links WHERE user_id = $1 ORDER BY tenant_id',
      [first.person.id],
    )
    expect(rows).toEqual([
      { tenant_id: 'tenant-alpha', roles: null },
      { tenant_id: 'tenant-beta', roles: ['member'] },
    ])
  })

  test('who signs in elsewhere is somebody with an account', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const id = crypto.randomUUID()
    const email = `oidc.${id}@example.com`
    await owner.query('INSERT INTO identity.users (id, email, email_key, name) VALUES ($1, $2, $2, $3)', [
      id,
      email,
      'Oda',
    ])
    await owner.query(
      "INSERT INTO identity.external_accounts (issuer, subject, user_id) VALUES ('https://id.example', 'sub-1', $1)",
      [id],
    )
    const { joins } = await people(admin).invite.mutate({ email, name: 'Oda', roles: ['member'] })
    expect(joins).toBe('with_link')
  })

  test('two admins at the same moment make one account', async () => {
    const admins = [await server.addPerson({ roles: ['admin'] }), await server.addPerson({ roles: ['admin'] })]
    const invitation = { email: `twice.${crypto.randomUUID()}@example.com`, name: 'Twice', roles: ['member' as const] }
    const tried = await Promise.allSettled(admins.map((admin) => people(admin).invite.mutate(invitation)))
    expect(tried.some(({ status }) => status === 'fulfilled')).toBe(true)
    const { rows } = await owner.query('SELECT id FROM identity.users WHERE email_key = $1', [invitation.email])
    expect(rows).toHaveLength(1)
  })

  test('never makes a superuser', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const invitation = { email: 'root@example.com', name: 'Root', roles: ['superuser'] as never[] }
    expect(await refusal(people(admin).invite.mutate(invitation))).toMatch(/^invalid_input: .*roles/)
  })
})

describe('changing what somebody is', () => {
  test('holds from their next call on', async () => {
    const [admin, ann] = [await server.addPerson({ roles: ['admin'] }), await server.addPerson()]
    expect(await refusal(people(ann).list.query())).toBe(FORBIDDEN)
    const changed = await people(admin).setRoles.mutate({ personId: idOf(ann), roles: ['admin', 'admin'] })
    expect(changed).toMatchObject({ id: idOf(ann), roles: ['admin'] })
    expect((await people(ann).list.query()).length).toBeGreaterThan(1)
  })

  test('is not for oneself', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const oneself = { personId: idOf(admin) }
    expect(await refusal(people(admin).setRoles.mutate({ ...oneself, roles: ['admin', 'pii_access'] }))).toMatch(
      /^forbidden: Nobody /,
    )
    expect(await refusal(people(admin).remove.mutate(oneself))).toMatch(/^forbidden: Nobody /)
  })

  test('of another tenant is the same answer as of nobody', async () => {
    const admin = await server.addPerson({ roles: ['admin'] })
    const bob = await server.addPerson({ tenant: 'tenant-beta' })
    for (const personId of [idOf(bob), crypto.randomUUID()]) {
      expect(await refusal(people(admin).setRoles.mutate({ personId, roles: ['member'] }))).toBe(NOT_THERE)
      expect(await refusal(people(admin).remove.mutate({ personId }))).toBe(NOT_THERE)
    }
    expect(await bob.client.trpc.session.me.query()).not.toBeNull()
  })

  test('a tenant keeps an admin: two who take it from each other at once leave one', async () => {
    await using small = await startServerOn('http://127.0.0.1:9', { settings: { COCO_MODE: 'snowflake' } })
    const [ann, bob] = [await small.addPerson({ roles: ['admin'] }), await small.addPerson({ roles: ['admin'] })]
    const tried = await Promise.all([
      refusal(people(ann).setRoles.mutate({ personId: idOf(bob), roles: ['member'] })),
      refusal(people(bob).remove.mutate({ personId: idOf(ann) })),
    ])
    expect(tried.filter((outcome) => outcome === 'done')).toHaveLength(1)
  })

  test('a superuser may take the last admin away', async () => {
    await using small = await startServerOn('http://127.0.0.1:9', { settings: { COCO_MODE: 'snowflake' } })
    const root = await small.addPerson({ isSuperuser: true })
    const ann = await small.addPerson({ roles: ['admin'] })
    expect(await refusal(people(root).setRoles.mutate({ personId: idOf(ann), roles: ['member'] }))).toBe('done')
  })
})

describe('accounts belong to superusers', () => {
  test('an admin has no right to them, whosever they are', async () => {
    const [admin, ann] = [await server.addPerson({ roles: ['admin'] }), await server.addPerson()]
    for (const what of ['resetLink', 'deactivate', 'reactivate', 'erase'] as const) {
      expect(await refusal(people(admin)[what].mutate({ personId: idOf(ann) }))).toBe(FORBIDDEN)
    }
  })

  test('nobody does it to themselves, and nobody who is not there', async () => {
    const root = await server.addPerson({ isSuperuser: true })
    for (const what of ['resetLink', 'deactivate', 'reactivate', 'erase'] as const) {
      expect(await refusal(people(root)[what].mutate({ personId: crypto.randomUUID() }))).toBe(NOT_THERE)
      expect(await refusal(people(root)[what].mutate({ personId: idOf(root) }))).toMatch(/^forbidden: Nobody /)
    }
  })

  test('one that is switched off cannot sign in until it is on again', async () => {
    const [root, ann] = [await server.addPerson({ isSuperuser: true }), await server.addPerson()]
    const admin = await server.addPerson({ roles: ['admin'] })
    await people(root).deactivate.mutate({ personId: idOf(ann) })
    await expect(server.signInWithPassword(ann)).rejects.toThrow('wrong_credentials')
    const status = async () => (await people(admin).list.query()).find(({ id }) => id === idOf(ann))?.status
    expect(await status()).toBe('deactivated')
    await people(root).reactivate.mutate({ personId: idOf(ann) })
    expect(await status()).toBe('active')
    expect((await server.signInWithPassword(ann)).session.person.id).toBe(idOf(ann))
  })

  test('one that is erased leaves its record and nothing else: no row anywhere names the person', async () => {
    const [root, ann] = [await server.addPerson({ isSuperuser: true }), await server.addPerson({ name: 'Erasmus' })]
    await people(root).erase.mutate({ personId: idOf(ann) })
    expect(await ann.client.trpc.session.me.query()).toBeNull()
    const tables = await owner.query<{ name: string }>(
      "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('coco'::regnamespace, 'identity'::regnamespace)",
    )
    for (const { name } of tables.rows) {
      const { rows } = await owner.query(
        `SELECT * FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%'`,
        [idOf(ann), ann.email],
      )
      expect([name, name === 'coco.audit' ? [] : rows]).toEqual([name, []])
      expect(JSON.stringify(rows)).not.toContain(ann.email)
      expect(JSON.stringify(rows)).not.toContain('Erasmus')
    }
  })
})

test('every change of people is on the record, with who, what and from where', async () => {
  const admin = await server.addPerson({ roles: ['admin'] })
  const root = await server.addPerson({ isSuperuser: true })
  const { person } = await people(admin).invite.mutate({
    email: `seen.${crypto.randomUUID()}@example.com`,
    name: 'Seen',
    roles: ['member'],
  })
  const of = { personId: person.id }
  await people(admin).setRoles.mutate({ ...of, roles: ['editor'] })
  await people(root).resetLink.mutate(of)
  await people(root).deactivate.mutate(of)
  await people(root).reactivate.mutate(of)
  await people(admin).remove.mutate(of)
  const { rows } = await owner.query(
    'SELECT action, actor_id, address, details FROM coco.audit WHERE subject = $1 ORDER BY at, seq',
    [person.id],
  )
  const [byAdmin, byRoot] = [idOf(admin), idOf(root)]
  expect(rows.map(({ action, actor_id: actor }: { action: string; actor_id: string }) => [action, actor])).toEqual([
    ['person_invited', byAdmin],
    ['person_roles_changed', byAdmin],
    ['password_reset_link_made', byRoot],
    ['person_deactivated', byRoot],
    ['person_reactivated', byRoot],
    ['person_removed', byAdmin],
  ])
  expect(rows[1]).toMatchObject({ address: '127.0.0.1', details: { before: ['member'], after: ['editor'] } })
})
