import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createKeyPair, createPrivateKeyFile } from './create-key-pair.ts'
import { tempFolder } from '../testing/temp-folder.ts'

test('a new pair is what Snowflake wants: RSA 2048, PKCS#8, private for its owner, the public key beside it', async () => {
  using folder = tempFolder()
  const paths = {
    privateKeyPath: folder.file('keys/acme_rsa_key.p8'),
    publicKeyPath: folder.file('keys/acme_rsa_key.pub'),
  }
  await createKeyPair(paths)
  const privatePem = readFileSync(paths.privateKeyPath, 'utf8')
  expect(privatePem).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  expect(createPrivateKey(privatePem).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(createPublicKey(privatePem).equals(createPublicKey(readFileSync(paths.publicKeyPath, 'utf8')))).toBe(true)
  expect(statSync(paths.privateKeyPath).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder.file('keys'))).toEqual(['acme_rsa_key.p8', 'acme_rsa_key.pub'])
})

test.each(['privateKeyPath', 'publicKeyPath'] as const)(
  'a %s that exists is never overwritten, and nothing is left behind',
  async (which) => {
    using folder = tempFolder()
    const paths = { privateKeyPath: folder.file('a.p8'), publicKeyPath: folder.file('a.pub') }
    writeFileSync(paths[which], 'mine')
    await expect(createKeyPair(paths)).rejects.toThrow(paths[which])
    expect(readFileSync(paths[which], 'utf8')).toBe('mine')
    expect(readdirSync(folder.path)).toHaveLength(1)
  },
)

test('of two who make the same key at once, one succeeds and both files belong together', async () => {
  using folder = tempFolder()
  const paths = { privateKeyPath: folder.file('a.p8'), publicKeyPath: folder.file('a.pub') }
  const outcomes = await Promise.allSettled([createKeyPair(paths), createKeyPair(paths)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(existsSync(paths.privateKeyPath)).toBe(true)
  expect(
    createPublicKey(readFileSync(paths.privateKeyPath)).equals(createPublicKey(readFileSync(paths.publicKeyPath))),
  ).toBe(true)
})

test('the private half alone is encrypted when there is a passphrase, and has the rights it is given', async () => {
  using folder = tempFolder()
  const path = folder.file('keys/next.p8')
  await createPrivateKeyFile(path, 'a passphrase', { mode: 0o640 })
  const pem = readFileSync(path, 'utf8')
  expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(createPrivateKey({ key: pem, passphrase: 'a passphrase' }).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(statSync(path).mode & 0o777).toBe(0o640)
  await expect(createPrivateKeyFile(path, null, { mode: 0o600 })).rejects.toThrow('exists already')
  expect(readFileSync(path, 'utf8')).toBe(pem)
  expect(readdirSync(folder.file('keys'))).toEqual(['next.p8'])
})
