import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { describe, expect, test } from 'vitest'
import { tablesWith } from '../housekeeping/somebodys-rows.ts'
import { runCoco } from './run-coco.ts'

const NOWHERE = 'http://127.0.0.1:9'
const PASSWORD = 'correct horse battery'

describe.each(['embedded', 'postgres'] as const)('beside a server with a %s database', (database) => {
  test('somebody who was added opens the link, chooses a password, and signs in', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const page = createTestClient(server.serverUrl, { origin: server.serverUrl })
    const added = await runCoco(server, ['user', 'add', 'ann@example.com', '--name', 'Ann', '--tenant', 'tenant-alpha'])
    expect(added.code).toBe(0)
    const token = added.stdout.trim().split('#')[1] ?? ''
    expect(await page.trpc.links.look.mutate({ token })).toMatchObject({
      kind: 'invitation',
      email: 'ann@example.com',
      tenantName: 'User Alpha',
    })
    await page.trpc.links.use.mutate({ token, password: PASSWORD })
    const signedIn = await page.trpc.session.signIn.mutate({ email: 'ANN@example.com', password: PASSWORD })
    expect(signedIn).toMatchObject({ person: { name: 'Ann' }, tenant: { id: 'tenant-alpha' }, roles: ['member'] })
    await using owner = await ownerOf(server)
    expect(await tablesWith(owner, token)).toEqual([])
    expect(await tablesWith(owner, PASSWORD)).toEqual([])
  })

  test('a superuser with a password from standard input signs in, and the setup link is worth nothing any more', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const page = createTestClient(server.serverUrl, { origin: server.serverUrl })
    const args = ['user', 'add', 'boss@example.com', '--name', 'Boss', '--superuser', '--password-stdin']
    expect(await runCoco(server, args, 'too short')).toMatchObject({
      code: 1,
      stderr: 'the password: must have at least 12 characters\n',
    })
    expect(await runCoco(server, args, `${PASSWORD}\n`)).toMatchObject({ code: 0, stdout: '' })
    const signedIn = await page.trpc.session.signIn.mutate({ email: 'boss@example.com', password: PASSWORD })
    expect(signedIn.permissions).toContain('manage_accounts')
    expect((await page.trpc.session.options.query()).needsSetup).toBe(false)
    await using owner = await ownerOf(server)
    const links = await owner.query("SELECT FROM identity.one_time_links WHERE kind = 'setup' AND used_at IS NULL")
    expect(links.rows).toEqual([])
    expect(await runCoco(server, args, `${PASSWORD}\n`)).toMatchObject({ code: 1 })
  })

  test.each([
    ['a superuser', ['--superuser']],
    ['a member of another tenant', ['--tenant', 'tenant-beta']],
  ])('whoever kept an invitation does not become %s with it', async (_what, given) => {
    await using server = await startServerOn(NOWHERE, { database })
    const page = createTestClient(server.serverUrl, { origin: server.serverUrl })
    const mallory = await server.addPerson({ roles: ['admin'] })
    const boss = { email: 'boss@example.com', name: 'Boss' }
    const { link } = await mallory.client.trpc.people.invite.mutate({ ...boss, roles: ['member'] })
    const added = await runCoco(server, ['user', 'add', boss.email, '--name', boss.name, ...given])
    const kept = { token: link.path.split('#')[1] ?? '', password: 'the password of mallory' }
    await expect(page.trpc.links.use.mutate(kept)).rejects.toMatchObject({ data: { coco: { code: 'link_invalid' } } })
    const token = added.stdout.trim().split('#')[1] ?? ''
    expect(await page.trpc.links.use.mutate({ token, password: PASSWORD })).toMatchObject({ person: boss })
  })

  test('a new password by a link ends the old one', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const page = createTestClient(server.serverUrl, { origin: server.serverUrl })
    const add = ['user', 'add', 'cat@example.com', '--name', 'Cat', '--tenant', 'tenant-beta', '--password-stdin']
    await runCoco(server, add, PASSWORD)
    const reset = await runCoco(server, ['user', 'reset', 'cat@example.com'])
    const token = reset.stdout.trim().split('#')[1] ?? ''
    await page.trpc.links.use.mutate({ token, password: 'another long password' })
    const signIn = (password: string) => page.trpc.session.signIn.mutate({ email: 'cat@example.com', password })
    await expect(signIn(PASSWORD)).rejects.toMatchObject({ data: { coco: { code: 'wrong_credentials' } } })
    expect(await signIn('another long password')).toMatchObject({ person: { name: 'Cat' } })
  })
})
