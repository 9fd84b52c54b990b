import { fingerprint } from '@coco/core/jwt/fingerprint'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  fingerprintOf,
  newKey,
  NO_ADMIN,
  PASSPHRASE,
  type RotatingTenant,
  rotationScene,
} from './rotate-key-scene.ts'

const { addTenant, folder, sql } = rotationScene()

test('a new key takes the place of the old one, which is good until it is removed; the next goes where there is room', async () => {
  const acme = await addTenant('acme')
  const first = acme.inUse()
  const script = readFileSync(acme.sqlFile, 'utf8')

  const rotated = await acme.rotate()
  expect(rotated).toMatchObject({ code: 0, stderr: '' })
  const second = acme.inUse()
  expect(rotated.stdout).toContain(`acme has a new key, ${second}.`)
  expect(second).not.toBe(first)
  expect(acme.registered()).toEqual([first, second])
  expect(fingerprintOf(acme.file('.previous'))).toBe(first)
  expect(statSync(acme.file('')).mode & 0o777).toBe(0o600)
  // What a new local Snowflake, or whoever runs the SQL again, learns.
  expect(fingerprint(createPublicKey(readFileSync(acme.file('', 'pub'))))).toBe(second)
  const body = bodyOf(createPrivateKey(readFileSync(acme.file(''))))
  expect(readFileSync(acme.sqlFile, 'utf8')).toBe(
    script.replace(/RSA_PUBLIC_KEY = '[^']+'/, `RSA_PUBLIC_KEY = '${body}'`),
  )

  const again = await acme.rotate()
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toContain('Remove that with --finish, or go back to it with --back.')
  expect([acme.inUse(), acme.registered()]).toEqual([second, [first, second]])

  const finished = await acme.rotate(['--finish'])
  expect(finished.stdout).toBe(
    `${first} is no longer good (RSA_PUBLIC_KEY of COCO_USER_ACME is empty).\nacme has one key, ${second}.\n`,
  )
  expect(acme.registered()).toEqual([null, second])
  expect(acme.files()).toEqual(['acme_rsa_key.p8', 'acme_rsa_key.pub'])

  expect(await acme.rotate()).toMatchObject({ code: 0 })
  expect(acme.registered()).toEqual([acme.inUse(), second])
  expect(await acme.rotate(['--finish'])).toMatchObject({ code: 0 })
  expect(acme.registered()).toEqual([acme.inUse(), null])
})

test('one can go back, try the newer key again, or remove it', async () => {
  const globex = await addTenant('globex')
  const first = globex.inUse()
  await globex.rotate()
  const second = globex.inUse()

  const back = await globex.rotate(['--back'])
  expect(back.stdout).toContain(`globex uses ${first} again.`)
  expect([globex.inUse(), fingerprintOf(globex.file('.next'))]).toEqual([first, second])
  expect(fingerprint(createPublicKey(readFileSync(globex.file('', 'pub'))))).toBe(first)

  expect(await globex.rotate()).toMatchObject({ code: 0 })
  expect([globex.inUse(), globex.registered()]).toEqual([second, [first, second]])

  await globex.rotate(['--back'])
  expect((await globex.rotate(['--finish'])).stdout).toContain(`globex has one key, ${first}.`)
  expect(globex.registered()).toEqual([first, null])
  expect(globex.files()).toEqual(['globex_rsa_key.p8', 'globex_rsa_key.pub'])
})

describe('a call that ended half-way is taken up', () => {
  test.each<[where: string, name: string, leave: (tenant: RotatingTenant) => void]>([
    ['after the key was made', 'made', ({ file }) => void newKey(file('.next'))],
    [
      'after it was registered',
      'told',
      ({ file, user }) => void sql(`ALTER USER ${user} SET RSA_PUBLIC_KEY_2='${bodyOf(newKey(file('.next')))}'`),
    ],
    [
      'after the old one got its second name',
      'named',
      ({ file, user }) => {
        sql(`ALTER USER ${user} SET RSA_PUBLIC_KEY_2='${bodyOf(newKey(file('.next')))}'`)
        linkSync(file(''), file('.previous'))
      },
    ],
  ])('%s', async (_where, name, leave) => {
    const tenant = await addTenant(name)
    const first = tenant.inUse()
    leave(tenant)
    const next = fingerprintOf(tenant.file('.next'))
    expect(await tenant.rotate()).toMatchObject({ code: 0, stderr: '' })
    expect(tenant.inUse()).toBe(next)
    expect(tenant.registered()).toEqual([first, next])
    expect(await tenant.rotate(['--finish'])).toMatchObject({ code: 0, stderr: '' })
    expect(tenant.registered()).toEqual([null, next])
    expect(tenant.files()).toHaveLength(2)
  })

  test('before the files that repeat the key were changed: --finish changes them', async () => {
    const tenant = await addTenant('late')
    const script = readFileSync(tenant.sqlFile, 'utf8')
    const pub = readFileSync(tenant.file('', 'pub'), 'utf8')
    await tenant.rotate()
    writeFileSync(tenant.sqlFile, script)
    writeFileSync(tenant.file('', 'pub'), pub)
    await tenant.rotate(['--finish'])
    expect(fingerprint(createPublicKey(readFileSync(tenant.file('', 'pub'))))).toBe(tenant.inUse())
    expect(readFileSync(tenant.sqlFile, 'utf8')).toContain(bodyOf(createPrivateKey(readFileSync(tenant.file('')))))
  })

  test('of two at once the second changes nothing', async () => {
    const tenant = await addTenant('twice')
    const first = tenant.inUse()
    const both = await Promise.all([tenant.rotate(), tenant.rotate()])
    expect(new Set(both.map(({ code }) => code))).toEqual(new Set([0, 1]))
    expect(both.map(({ stderr }) => stderr).join('')).toMatch(/Another call is giving twice|uses its new key already/)
    expect(tenant.inUse()).not.toBe(first)
    expect(tenant.registered()).toEqual([first, tenant.inUse()])
    expect(fingerprintOf(tenant.file('.previous'))).toBe(first)
    expect(existsSync(tenant.file('.next'))).toBe(false)
  })
})

test('without an administrator it says which SQL to run, and goes on when that was run', async () => {
  const tenant = await addTenant('alone')
  const first = tenant.inUse()
  const asked = await tenant.rotate([], NO_ADMIN)
  expect(asked).toMatchObject({ code: 1, stdout: '' })
  expect(asked.stderr).toContain('Run this as ACCOUNTADMIN, then call the same command again:')
  expect([tenant.inUse(), tenant.registered()]).toEqual([first, [first, null]])
  const next = fingerprintOf(tenant.file('.next'))

  sql(/ALTER USER .*;/.exec(asked.stderr)?.[0] ?? 'nothing')
  expect(await tenant.rotate([], NO_ADMIN)).toMatchObject({ code: 0 })
  expect([tenant.inUse(), tenant.registered()]).toEqual([next, [first, next]])

  const finish = await tenant.rotate(['--finish'], NO_ADMIN)
  expect(finish.stderr).toContain('ALTER USER COCO_USER_ALONE UNSET RSA_PUBLIC_KEY;')
  expect(existsSync(tenant.file('.previous'))).toBe(true)
  sql('ALTER USER COCO_USER_ALONE UNSET RSA_PUBLIC_KEY')
  expect(await tenant.rotate(['--finish'], NO_ADMIN)).toMatchObject({ code: 0 })
  expect(tenant.files()).toHaveLength(2)
})

test('an encrypted key is followed by one with the same passphrase, and with the rights of the old file', async () => {
  const tenant = await addTenant('sealed')
  const key = createPrivateKey(readFileSync(tenant.file('')))
  const sealed = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
  writeFileSync(tenant.file(''), sealed)
  chmodSync(tenant.file(''), 0o440)
  const path = join(folder(), 'tenants.json')
  const file = JSON.parse(readFileSync(path, 'utf8')) as { tenants: { id: string; snowflake: object }[] }
  const tenants = file.tenants.map((entry) =>
    entry.id === 'sealed'
      ? { ...entry, snowflake: { ...entry.snowflake, privateKeyPassphraseEnv: 'KEY_PASSPHRASE' } }
      : entry,
  )
  writeFileSync(`${path}.new`, JSON.stringify({ tenants }))
  renameSync(`${path}.new`, path)

  expect(await tenant.rotate()).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(tenant.file(''), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(statSync(tenant.file('')).mode & 0o777).toBe(0o440)
  expect(tenant.registered()[1]).toBe(tenant.inUse())
})

test('a key file that is a symbolic link stays one: what it points to is replaced', async () => {
  const tenant = await addTenant('linked')
  const real = join(folder(), 'keys/linked_real.p8')
  renameSync(tenant.file(''), real)
  symlinkSync(real, tenant.file(''))
  expect(await tenant.rotate()).toMatchObject({ code: 0, stderr: '' })
  expect(lstatSync(tenant.file('')).isSymbolicLink()).toBe(true)
  expect(tenant.registered()[1]).toBe(tenant.inUse())
})
