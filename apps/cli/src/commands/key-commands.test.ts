import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { callCommand } from '../testing/call-command.ts'
import { sharedDatabase } from '../testing/shared-database.ts'
import { keyCreate } from './key-create.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'

const folder = sharedDatabase()
const create = (...args: string[]) => callCommand(keyCreate, folder.path, args)
const list = async (...args: string[]) =>
  JSON.parse((await callCommand(keyList, folder.path, ['--json', ...args])).stdout) as {
    tenant: string
    keys: { id: string; name: string; status: string; roles: string[]; models: string[] | null; expiresAt: string }[]
  }[]
const revoke = (...args: string[]) => callCommand(keyRevoke, folder.path, args)

test('a key is printed once, alone on stdout, and listed without its text', async () => {
  const made = await create(
    ...'--tenant tenant-alpha --name Nightly --role editor --role pii_access'.split(' '),
    ...'--models a,b --expires 2990-01-31'.split(' '),
  )
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^coco_[\w-]{43}\n$/) })
  const [alpha, beta] = await list()
  expect(alpha).toMatchObject({
    tenant: 'tenant-alpha',
    keys: [
      {
        name: 'Nightly',
        status: 'active',
        roles: ['editor', 'pii_access'],
        models: ['a', 'b'],
        expiresAt: '2990-01-31T00:00:00.000Z',
      },
    ],
  })
  expect(beta).toEqual({ tenant: 'tenant-beta', keys: [] })
  const { stdout } = await callCommand(keyList, folder.path, [])
  expect(stdout).toContain('Nightly')
  expect(stdout).not.toContain(made.stdout.trim())
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holders = files.filter(({ parentPath, name }) =>
    readFileSync(`${parentPath}/${name}`).includes(made.stdout.trim()),
  )
  expect(holders).toEqual([])
})

test('a revoked key says so, again and again', async () => {
  await create('--tenant', 'tenant-beta', '--name', 'Leaked')
  const id = (await list('--tenant', 'tenant-beta'))[0]?.keys[0]?.id ?? ''
  expect(await revoke(id, '--tenant', 'tenant-alpha')).toMatchObject({ code: 1 })
  expect(await revoke(id)).toMatchObject({ code: 0, stdout: 'The key Leaked of tenant-beta is revoked.\n' })
  expect(await revoke(id)).toMatchObject({ code: 0 })
  expect((await list('--tenant', 'tenant-beta'))[0]?.keys[0]?.status).toBe('revoked')
})

describe('what cannot be is refused with a sentence', () => {
  const named = ['--tenant', 'tenant-alpha', '--name', 'x']
  test.each([
    [[], 'Say which tenant: --tenant NAME. There are: tenant-alpha, tenant-beta.'],
    [['--tenant', 'nobody'], 'There is no tenant "nobody". There are: tenant-alpha, tenant-beta.'],
    [['--tenant', 'tenant-alpha'], '--name: must not be empty'],
    [['--tenant', 'tenant-alpha', '--name', 'two\nlines'], '--name: must be one line'],
    [[...named, '--role', 'superuser'], '--role: '],
    [[...named, '--models', 'a,,b'], '--models: '],
    [[...named, '--expires', 'tomorrow'], '--expires: "tomorrow" is not a day such as 2030-01-31.'],
    [[...named, '--expires', '2020-01-01'], '--expires: 2020-01-01 is over already.'],
    [[...named, '--colour', 'red'], "Unknown option '--colour'"],
    [['Nightly'], 'Give the name with --name.'],
  ])('key create %j', async (args, sentence) => {
    const { code, stdout, stderr } = await create(...args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(sentence)
  })

  test.each([
    [[], 'Give one id'],
    [['not-an-id'], 'Give one id'],
    [['00000000-0000-4000-8000-000000000000'], 'There is no key 00000000-0000-4000-8000-000000000000.'],
  ])('key revoke %j', async (args, sentence) => {
    const { code, stderr } = await revoke(...args)
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
  })

  test.each([
    ['postgres://nobody@127.0.0.1:9/none', 'ECONNREFUSED'],
    ['mysql://x', 'DATABASE_URL must be an address that begins with postgres://'],
  ])('a database at %s', async (url, sentence) => {
    const { code, stderr } = await callCommand(keyList, folder.path, [], { DATABASE_URL: url })
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
  })
})
