import { fingerprint } from '@coco/core/jwt/fingerprint'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bodyOf, newKey, rotationScene } from './rotate-key-scene.ts'

const { coco, addTenant, folder, sql } = rotationScene()

describe('refused, with nothing changed', () => {
  test('a second key that is in nobody’s file here', async () => {
    const tenant = await addTenant('crowded')
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    sql(`ALTER USER ${tenant.user} SET RSA_PUBLIC_KEY_2='${bodyOf(foreign)}'`)
    const before = tenant.registered()
    const refused = await tenant.rotate()
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`${fingerprint(foreign)}, that is in none of the files here`)
    expect(refused.stderr).toContain('UNSET RSA_PUBLIC_KEY_2')
    expect([tenant.registered(), tenant.files()]).toEqual([before, ['crowded_rsa_key.p8', 'crowded_rsa_key.pub']])
  })

  test('a key that Snowflake does not know', async () => {
    const tenant = await addTenant('stranger')
    newKey(tenant.file(''))
    const refused = await tenant.rotate()
    expect(refused.stderr).toContain(`Snowflake does not know the key that Coco uses, ${tenant.inUse()}`)
    expect(tenant.files()).toHaveLength(2)
  })

  test('a user who may not sign in: the new key is not used, the old one is not removed', async () => {
    const tenant = await addTenant('disabled')
    const first = tenant.inUse()
    sql(`ALTER USER ${tenant.user} SET DISABLED = TRUE`)
    const refused = await tenant.rotate()
    expect(refused.stderr).toContain('Snowflake does not take the key')
    expect(tenant.inUse()).toBe(first)
    sql(`ALTER USER ${tenant.user} SET DISABLED = FALSE`)
    await tenant.rotate()
    sql(`ALTER USER ${tenant.user} SET DISABLED = TRUE`)
    const finish = await tenant.rotate(['--finish'])
    expect(finish.stderr).toContain('Nothing was switched or removed.')
    expect(tenant.registered()).toEqual([first, tenant.inUse()])
    expect(existsSync(tenant.file('.previous'))).toBe(true)
  })

  test.each([
    [['tenant-alpha', '--finish'], 'There is nothing to finish: tenant-alpha has one key, SHA256:'],
    [['tenant-alpha', '--back'], 'There is nothing to go back to'],
    [['tenant-alpha', '--back', '--finish'], 'Choose one of --finish and --back.'],
    [['nobody'], 'There is no tenant "nobody". There are: tenant-alpha, '],
    [[], 'Give one name.'],
    [['tenant-alpha', 'tenant-beta'], 'Give one name.'],
    [['tenant-alpha', '--force'], 'coco tenant rotate-key --help'],
  ])('%j', async (args, sentence) => {
    const before = readdirSync(join(folder(), 'keys'))
    const { code, stdout, stderr } = await coco(['tenant', 'rotate-key', ...args])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(sentence)
    expect(readdirSync(join(folder(), 'keys'))).toEqual(before)
  })

  test.each([
    ['a key file that two tenants read', { privateKeyPath: 'keys/alpha_rsa_key.p8' }, 'read the same key file'],
    ['the token of a service', { sessionTokenPath: 'token' }, 'which Snowflake replaces itself'],
  ])('%s', async (_what, signIn, sentence) => {
    const keyPair = { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath: 'keys/alpha_rsa_key.p8' }
    const one = { id: 'one', name: 'One', defaultModel: 'm', snowflake: keyPair }
    const snowflake = 'privateKeyPath' in signIn ? { user: 'U', role: 'R', ...signIn } : signIn
    const file = join(folder(), 'other-tenants.json')
    writeFileSync(file, JSON.stringify({ tenants: [one, { ...one, id: 'two', name: 'Two', snowflake }] }))
    const { code, stderr } = await coco(['tenant', 'rotate-key', 'two'], { COCO_TENANTS_FILE: file })
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
  })

  test('a key file that another tenant reads by a symbolic link: the new key would be nobody’s there', async () => {
    symlinkSync('alpha_rsa_key.p8', join(folder(), 'keys/linked.p8'))
    const tenant = (id: string, privateKeyPath: string) => {
      const name = id.toUpperCase()
      return { id, name, defaultModel: 'm', snowflake: { user: `COCO_USER_${name}`, role: name, privateKeyPath } }
    }
    const file = join(folder(), 'linked-tenants.json')
    writeFileSync(
      file,
      JSON.stringify({ tenants: [tenant('alpha', 'keys/alpha_rsa_key.p8'), tenant('beta', 'keys/linked.p8')] }),
    )
    for (const id of ['alpha', 'beta']) {
      const { code, stderr } = await coco(['tenant', 'rotate-key', id], { COCO_TENANTS_FILE: file })
      expect(code).toBe(1)
      expect(stderr).toContain('read the same key file')
    }
    expect(readdirSync(join(folder(), 'keys')).filter((name) => name.includes('.next'))).toEqual([])
  })
})
