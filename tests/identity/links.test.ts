import { ownerOf } from '@coco/testkit/database-owner'
import { signInWithLink } from '@coco/testkit/sign-in'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { createTestClient } from '@coco/testkit/test-client'
import { createTestDatabase } from '@coco/testkit/test-database'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
let admin: Awaited<ReturnType<typeof server.addPerson>>
let root: Awaited<ReturnType<typeof server.addPerson>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9')
  owner = await ownerOf(server)
  admin = await server.addPerson({ roles: ['admin'] })
  root = await server.addPerson({ isSuperuser: true })
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

const PASSWORD = 'correct horse battery'
const newEmail = () => `bob.${crypto.randomUUID()}@example.com`
const tokenOf = (link: { path: string } | null) => link?.path.split('#')[1] ?? ''
const look = (token: string) =>
  createTestClient(server.serverUrl, { origin: server.serverUrl }).trpc.links.look.mutate({ token })
const use = (token: string) => signInWithLink(server.serverUrl, { token, password: PASSWORD })
const invite = (email = newEmail()) =>
  admin.client.trpc.people.invite.mutate({ email, name: 'Bob', roles: ['member', 'pii_access'] })
const BAD_LINK = { data: { code: 'NOT_FOUND', coco: { code: 'link_invalid' } } }

describe('an invitation', () => {
  test('shows whom it is for, lets them choose a password, and signs them in', async () => {
    const email = newEmail()
    const { person, link } = await invite(email)
    expect(person).toMatchObject({
      name: 'Bob',
      email,
      status: 'invited',
      roles: ['member', 'pii_access'],
      isYou: false,
    })
    expect(link?.path).toMatch(/^\/link#[\w-]{43}$/)
    const view = await look(tokenOf(link))
    expect(view).toEqual({
      kind: 'invitation',
      name: 'Bob',
      email,
      tenantName: 'User Alpha',
      asksFor: 'new_password',
      expiresAt: link?.expiresAt,
    })
    expect(Date.parse(view.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const bob = await signInWithLink(server.serverUrl, { token: tokenOf(link), password: PASSWORD, name: 'Bob Stone' })
    expect(bob.session).toMatchObject({
      person: { name: 'Bob Stone', email },
      tenant: { id: 'tenant-alpha' },
      method: 'password',
    })
    expect((await server.signInWithPassword({ email, password: PASSWORD })).session.roles).toEqual([
      'member',
      'pii_access',
    ])
  })

  test('works once: of two at the same moment one gets in', async () => {
    const { link } = await invite()
    const tried = await Promise.allSettled([use(tokenOf(link)), use(tokenOf(link)), use(tokenOf(link))])
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await expect(look(tokenOf(link))).rejects.toMatchObject(BAD_LINK)
    await expect(use(tokenOf(link))).rejects.toThrow('link_invalid')
  })

  test('is void once there is a newer one, and after a week', async () => {
    const email = newEmail()
    const [first, second] = [await invite(email), await invite(email)]
    await expect(look(tokenOf(first.link))).rejects.toMatchObject(BAD_LINK)
    await expect(use(tokenOf(first.link))).rejects.toThrow('link_invalid')
    expect(await look(tokenOf(second.link))).toMatchObject({ email })
    await owner.query(
      "UPDATE identity.one_time_links SET expires_at = now() - interval '1 second' WHERE user_id = $1",
      [second.person.id],
    )
    await expect(use(tokenOf(second.link))).rejects.toThrow('link_invalid')
  })

  test('of somebody who was taken out again, or switched off, leads nowhere', async () => {
    const [removed, off] = [await invite(), await invite()]
    await admin.client.trpc.people.remove.mutate({ personId: removed.person.id })
    await root.client.trpc.people.deactivate.mutate({ personId: off.person.id })
    await expect(use(tokenOf(removed.link))).rejects.toThrow('link_invalid')
    await expect(use(tokenOf(off.link))).rejects.toThrow('link_invalid')
    // Nor is the password there that was tried with it.
    const { rows } = await owner.query('SELECT password_hash FROM identity.users WHERE id = ANY($1)', [
      [removed.person.id, off.person.id],
    ])
    expect(rows).toEqual([{ password_hash: null }, { password_hash: null }])
  })
})

test('a link that chooses a password asks for one, and takes no other in its place', async () => {
  const { link } = await invite()
  const without = { token: tokenOf(link), presentPassword: PASSWORD }
  await expect(signInWithLink(server.serverUrl, without)).rejects.toThrow('invalid_input')
  expect(await look(tokenOf(link))).toMatchObject({ asksFor: 'new_password' })
})

test('whoever was taken out before they came is new once more, also to another tenant', async () => {
  const beta = await server.addPerson({ roles: ['admin'], tenant: 'tenant-beta' })
  const invitation = { email: newEmail(), name: 'Bob', roles: ['member' as const] }
  const first = await invite(invitation.email)
  await admin.client.trpc.people.remove.mutate({ personId: first.person.id })
  const second = await beta.client.trpc.people.invite.mutate(invitation)
  expect(second.joins).toBe('at_once')
  expect((await use(tokenOf(second.link))).session.tenants.map(({ id }) => id)).toEqual(['tenant-beta'])
})

test('of two tenants that invite the same person at once, one has them, and its link', async () => {
  const beta = await server.addPerson({ roles: ['admin'], tenant: 'tenant-beta' })
  for (let round = 0; round < 8; round++) {
    const invitation = { email: newEmail(), name: 'Bob', roles: ['member' as const] }
    // An account that nobody uses, and that belongs nowhere.
    const { person } = await invite(invitation.email)
    await admin.client.trpc.people.remove.mutate({ personId: person.id })
    const both = await Promise.all([admin, beta].map(({ client }) => client.trpc.people.invite.mutate(invitation)))
    expect(both.map(({ joins }) => joins).toSorted()).toEqual(['at_once', 'with_link'])
    const first = both.find(({ joins }) => joins === 'at_once')
    expect((await use(tokenOf(first?.link ?? null))).session.tenants).toHaveLength(1)
  }
})

describe('a link for a new password', () => {
  test('is made by a superuser, ends every session, and clears what guessing blocked', async () => {
    const ann = await server.addPerson()
    for (let count = 0; count < 11; count++) {
      await server.signInWithPassword({ email: ann.email, password: 'a guess' }).catch(() => {})
    }
    await expect(server.signInWithPassword(ann)).rejects.toThrow('too_many_attempts')
    const link = await root.client.trpc.people.resetLink.mutate({ personId: ann.session.person.id })
    expect(await look(tokenOf(link))).toMatchObject({ kind: 'password_reset', email: ann.email, tenantName: null })
    // Until it is used, nothing is different.
    expect(await ann.client.trpc.session.me.query()).not.toBeNull()
    await use(tokenOf(link))
    expect(await ann.client.trpc.session.me.query()).toBeNull()
    expect((await server.signInWithPassword({ email: ann.email, password: PASSWORD })).session.person.email).toBe(
      ann.email,
    )
    await expect(server.signInWithPassword(ann)).rejects.toThrow('wrong_credentials')
  })

  test('is void once the password was changed', async () => {
    const ann = await server.addPerson()
    const link = await root.client.trpc.people.resetLink.mutate({ personId: ann.session.person.id })
    await ann.client.trpc.session.changePassword.mutate({ current: ann.password, next: PASSWORD })
    await expect(use(tokenOf(link))).rejects.toThrow('link_invalid')
  })
})

test('guessing at links is slowed down, and every wrong one is the same answer', async () => {
  await using other = await startServerOn('http://127.0.0.1:9')
  const nobody = createTestClient(other.serverUrl, { origin: other.serverUrl })
  const guess = () =>
    nobody.trpc.links.look
      .mutate({ token: crypto.randomUUID() })
      .catch((error: { data: { coco: { code: string } } }) => error.data.coco.code)
  const codes: unknown[] = []
  for (let count = 0; count < 101; count++) codes.push(await guess())
  expect(new Set(codes.slice(0, 100))).toEqual(new Set(['link_invalid']))
  expect(codes[100]).toBe('too_many_attempts')
})

describe('where nobody has an account yet', () => {
  const SETTINGS = { COCO_MODE: 'snowflake' }
  const fileIn = (folder: string) => join(folder, 'data', 'server', 'setup-link')

  test('a link in a file of the operator alone makes the first superuser, once', async () => {
    await using empty = await startServerOn('http://127.0.0.1:9', { settings: SETTINGS })
    const file = fileIn(empty.folder)
    const nobody = createTestClient(empty.serverUrl, { origin: empty.serverUrl })
    expect(await nobody.trpc.session.options.query()).toMatchObject({ needsSetup: true, password: true, people: [] })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const path = readFileSync(file, 'utf8').trim()
    const token = tokenOf({ path })
    expect(path).toMatch(/^\/link#[\w-]{43}$/)
    expect(empty.logLines.filter((line) => line.includes(file))).toHaveLength(1)
    expect(empty.logLines.join('')).not.toContain(token)
    expect(await nobody.trpc.links.look.mutate({ token })).toMatchObject({ kind: 'setup', name: null, email: null })

    const asked = { token, password: PASSWORD, name: 'Root', email: 'root@example.com' }
    await expect(signInWithLink(empty.serverUrl, { token, password: PASSWORD })).rejects.toThrow('invalid_input')
    const tried = await Promise.allSettled([
      signInWithLink(empty.serverUrl, asked),
      signInWithLink(empty.serverUrl, { ...asked, email: 'other@example.com' }),
    ])
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const first = tried.find((outcome) => outcome.status === 'fulfilled')?.value
    expect(first?.session).toMatchObject({
      person: { name: 'Root' },
      roles: ['superuser'],
      tenant: { id: 'tenant-alpha' },
    })
    expect(await nobody.trpc.session.options.query()).toMatchObject({ needsSetup: false })
    expect(() => statSync(file)).toThrow('ENOENT')
  })

  test('a restart keeps the link that is there; once there is a superuser it works no more, and the next start takes it away', async () => {
    const folder = await createStackFolder()
    const database = await createTestDatabase(join(folder.path, 'data'))
    const start = () =>
      startServerOn('http://127.0.0.1:9', {
        settings: SETTINGS,
        folder: { ...folder, remove: () => {} },
        database: { ...database, remove: async () => {} },
      })
    const readLink = () => readFileSync(fileIn(folder.path), 'utf8').trim()
    const first = await start()
    const path = readLink()
    await first.close()
    {
      await using second = await start()
      expect(readLink()).toBe(path)
      await second.addPerson({ isSuperuser: true })
      const asked = { token: tokenOf({ path }), password: PASSWORD, name: 'Mallory', email: 'mallory@example.com' }
      await expect(signInWithLink(second.serverUrl, asked)).rejects.toThrow('link_invalid')
    }
    await (await start()).close()
    expect(readLink).toThrow('ENOENT')
    await database.remove()
    folder.remove()
  })
})
