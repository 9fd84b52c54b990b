import { openAdmin } from '@coco/server/admin'
import { TenantId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import { callCommand } from '../testing/call-command.ts'
import { sharedDatabase } from '../testing/shared-database.ts'
import { userAdd } from './user-add.ts'
import { userList } from './user-list.ts'
import { userReset } from './user-reset.ts'

const folder = sharedDatabase()
const add = (...args: string[]) => callCommand(userAdd, folder.path, args, { COCO_PUBLIC_URL: 'https://coco.example' })
const list = async () =>
  JSON.parse((await callCommand(userList, folder.path, ['--json'])).stdout) as {
    email: string
    status: string
    isSuperuser: boolean
    memberships: { tenant: string; roles: string[] }[]
  }[]
const LINK = /^https:\/\/coco\.example\/link#[\w-]{20,}\n$/

test('whoever is new is invited with a link that is printed alone; who has not come yet gets one more tenant and another link', async () => {
  const made = await add('Ann@Example.com', '--name', 'Ann', '--tenant', 'tenant-alpha', '--role', 'admin')
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(LINK) })
  const more = await add('ann@example.com', '--name', 'Ann', '--tenant', 'tenant-beta')
  expect(more).toMatchObject({ code: 0, stdout: expect.stringMatching(LINK) })
  expect(more.stdout).not.toBe(made.stdout)
  expect(await list()).toMatchObject([
    {
      email: 'Ann@Example.com',
      status: 'invited',
      isSuperuser: false,
      memberships: [
        { tenant: 'tenant-alpha', roles: ['admin'] },
        { tenant: 'tenant-beta', roles: ['member'] },
      ],
    },
  ])
  const again = await add('ann@example.com', '--name', 'Ann', '--tenant', 'tenant-beta')
  expect(again).toMatchObject({ code: 1, stderr: 'They are there already, and nothing was changed.\n' })
  const { stdout } = await callCommand(userList, folder.path, [])
  expect(stdout).toContain('tenant-alpha: admin; tenant-beta: member')
})

test('somebody who is there can be made a superuser, once', async () => {
  await add('boss@example.com', '--name', 'Boss', '--tenant', 'tenant-alpha')
  expect(await add('boss@example.com', '--name', 'Boss', '--superuser')).toMatchObject({ code: 0 })
  expect(await add('boss@example.com', '--name', 'Boss', '--superuser')).toMatchObject({ code: 1 })
  expect((await list()).find(({ email }) => email === 'boss@example.com')?.isSuperuser).toBe(true)
})

test('who has a password gets no link, and it is said that the address proves nothing', async () => {
  const dora = ['dora@example.com', '--name', 'Dora']
  const admin = await openAdmin({ settings: {}, folder: folder.path })
  const password = 'correct horse battery'
  const membership = { tenant: TenantId.parse('tenant-alpha'), roles: ['member' as const] }
  await admin.users.add({ email: 'dora@example.com', name: 'Dora', isSuperuser: false, password, membership })
  await admin.close()
  const more = await add(...dora, '--superuser')
  expect(more).toMatchObject({ code: 0, stdout: '' })
  expect(more.stderr).toContain('coco user reset dora@example.com')
})

test('a link for a new password is printed alone', async () => {
  await add('cat@example.com', '--name', 'Cat', '--superuser')
  const reset = await callCommand(userReset, folder.path, [' CAT@example.com'], { COCO_PORT: '8123' })
  expect(reset).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8123\/link#/) })
  expect(await callCommand(userReset, folder.path, ['nobody@example.com'])).toMatchObject({
    code: 1,
    stderr: 'Nobody has the address "nobody@example.com".\n',
  })
})

describe('what cannot be is refused with a sentence', () => {
  const named = ['dan@example.com', '--name', 'Dan']
  test.each([
    [[], 'Give one e-mail address.'],
    [named, 'Say where they belong: --tenant NAME, or --superuser'],
    [[...named, '--superuser', '--role', 'admin'], '--role is what they are in a --tenant.'],
    [[...named, '--tenant', 'nobody'], 'There is no tenant "nobody".'],
    [
      [...named, '--tenant', 'tenant-alpha', '--role', 'superuser'],
      '--role: must be member, editor, admin or pii_access\n',
    ],
    [['not an address', '--name', 'x', '--superuser'], 'the e-mail address: must be an e-mail address'],
    [['dan@example.com', '--superuser'], '--name: must not be empty'],
    [['a@example.com', 'b@example.com'], 'Give one e-mail address.'],
    [[...named, '--password', 'x'], "Unknown option '--password'"],
  ])('user add %j', async (args, sentence) => {
    const { code, stdout, stderr } = await add(...args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(sentence)
  })
})
