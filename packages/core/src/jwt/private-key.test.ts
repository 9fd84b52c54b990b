import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { KeyError } from './key-error.ts'
import { openPrivateKey, readPrivateKey } from './private-key.ts'
import { tempFolder } from '../testing/temp-folder.ts'

const PASSPHRASE = 'correct horse battery'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const plain = rsa.export({ type: 'pkcs8', format: 'pem' }).toString()
const passphrase = () => PASSPHRASE

describe('every form in which an RSA private key is kept opens', () => {
  test.each([
    ['PKCS#8 PEM', rsa.export({ type: 'pkcs8', format: 'pem' })],
    ['PKCS#8 DER', rsa.export({ type: 'pkcs8', format: 'der' })],
    ['PKCS#1 PEM', rsa.export({ type: 'pkcs1', format: 'pem' })],
    ['PKCS#1 DER', rsa.export({ type: 'pkcs1', format: 'der' })],
    ['PEM with Windows line ends', plain.replaceAll('\n', '\r\n')],
    ['PEM with a byte order mark and words before it', `\uFEFFkey of alpha\n${plain}`],
  ])('%s, without a passphrase', (_form, key) => {
    expect(openPrivateKey({ key, passphrase: null }).equals(rsa)).toBe(true)
  })

  test.each([
    ['PKCS#8 PEM, AES-256', encrypted('pem', 'aes-256-cbc')],
    ['PKCS#8 PEM, AES-128', encrypted('pem', 'aes-128-cbc')],
    ['PKCS#8 DER, AES-256', encrypted('der', 'aes-256-cbc')],
    ['PKCS#8 PEM, DES3', encrypted('pem', 'des-ede3-cbc')],
    ['PKCS#8 DER, DES3', encrypted('der', 'des-ede3-cbc')],
    [
      'PKCS#1 PEM, AES-256',
      rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE }),
    ],
  ])('C64: %s, with its passphrase', (_form, key) => {
    expect(openPrivateKey({ key, passphrase }).equals(rsa)).toBe(true)
    expect(failure({ key, passphrase: null })).toMatchObject({ code: 'passphrase_missing' })
    expect(failure({ key, passphrase: () => '' })).toMatchObject({ code: 'passphrase_missing' })
    expect(failure({ key, passphrase: () => 'something else' })).toMatchObject({ code: 'wrong_passphrase' })
  })

  test('a passphrase that the key does not need does no harm', () => {
    expect(openPrivateKey({ key: plain, passphrase }).equals(rsa)).toBe(true)
  })
})

describe.skipIf(!hasOpenssl())('keys encrypted by the openssl command open', () => {
  test.each([
    ['-v2 aes-256-cbc', ['-v2', 'aes-256-cbc']],
    ['-v2 des3, the older form of the docs', ['-v2', 'des3']],
    ['-v2 des3 with a SHA-1 derivation', ['-v2', 'des3', '-v2prf', 'hmacWithSHA1']],
    ['-v1 PBE-SHA1-3DES, as old exports have it', ['-v1', 'PBE-SHA1-3DES']],
    ['-v1 PBE-SHA1-2DES', ['-v1', 'PBE-SHA1-2DES']],
    ['-scrypt', ['-scrypt']],
  ])('%s', (_name, flags) => {
    for (const form of ['PEM', 'DER']) {
      expect(openPrivateKey({ key: openssl(['-outform', form, ...flags]), passphrase }).equals(rsa)).toBe(true)
    }
  })

  test('a cipher that OpenSSL 3 has switched off is named, with the way to a better one', () => {
    const key = openssl(['-v1', 'PBE-MD5-DES', '-provider', 'default', '-provider', 'legacy'])
    const error = failure({ key, passphrase })
    expect(error.code).toBe('unsupported_encryption')
    expect(error.message).toContain('openssl pkcs8 -topk8 -v2 aes-256-cbc')
  })
})

describe('a key that cannot be used is refused with the file and the remedy', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
  const publicPem = createPublicKey(rsa).export({ type: 'spki', format: 'pem' }).toString()
  test.each([
    ['empty', 'empty', ''],
    ['only white space', 'empty', ' \n\n'],
    ['no key at all', 'not_a_key', 'hello'],
    ['a PEM cut in the middle', 'not_a_key', plain.slice(0, 800)],
    ['a DER cut in the middle', 'not_a_key', rsa.export({ type: 'pkcs8', format: 'der' }).subarray(0, 500)],
    ['a PEM of garbage', 'not_a_key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['the public key', 'public_key', publicPem],
    ['the public key as DER', 'public_key', pemBody(publicPem)],
    ['an elliptic curve key', 'not_rsa', ec.export({ type: 'pkcs8', format: 'pem' })],
    ['an elliptic curve key, SEC1', 'not_rsa', ec.export({ type: 'sec1', format: 'pem' })],
    ['an RSA key for PSS only', 'not_rsa', pss.export({ type: 'pkcs8', format: 'pem' })],
    ['1024 bits', 'too_short', short.export({ type: 'pkcs8', format: 'pem' })],
  ])('%s: %s', async (_what, code, content) => {
    using folder = tempFolder()
    const path = folder.file('alpha_rsa_key.p8')
    writeFileSync(path, content)
    const error = await refusal(readPrivateKey({ path, passphrase: null }))
    expect(error.code).toBe(code)
    expect(error.path).toBe(path)
    expect(error.message).toContain(path)
  })

  test('a file that is not there, a folder, and no path at all', async () => {
    using folder = tempFolder()
    mkdirSync(folder.file('folder'))
    const read = (path: string) => refusal(readPrivateKey({ path, passphrase: null }))
    expect(await read(folder.file('absent.p8'))).toMatchObject({ code: 'missing' })
    expect(await read(folder.file('folder'))).toMatchObject({ code: 'is_directory' })
    expect(await read('')).toMatchObject({ code: 'missing' })
  })

  test('a file that cannot be read, here one that leads to itself', async () => {
    using folder = tempFolder()
    const path = folder.file('loop.p8')
    symlinkSync(path, path)
    expect(await refusal(readPrivateKey({ path, passphrase: null }))).toMatchObject({ code: 'unreadable', path })
  })

  test('a missing passphrase names the variable that should hold it', async () => {
    using folder = tempFolder()
    const path = folder.file('beta.p8')
    writeFileSync(path, encrypted('pem', 'aes-256-cbc'))
    const error = await refusal(
      readPrivateKey({ path, passphrase: null, passphraseVariable: 'BETA_PRIVATE_KEY_PASSPHRASE' }),
    )
    expect(error.code).toBe('passphrase_missing')
    expect(error.message).toContain('BETA_PRIVATE_KEY_PASSPHRASE')
  })

  test('neither the passphrase nor the key is in what an error says, whatever is printed of it', () => {
    const error = failure({ key: encrypted('pem', 'aes-256-cbc'), passphrase: () => 'hunter2-hunter2' })
    const everything = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
    expect(everything).not.toContain('hunter2')
    expect(everything).not.toContain('BEGIN')
  })

  test('two hundred wrong passphrases are all called wrong, also those whose padding happens to fit', () => {
    const key = encrypted('der', 'aes-128-cbc')
    const codes = Array.from({ length: 200 }, (_, index) => failure({ key, passphrase: () => `wrong ${index}` }).code)
    expect(new Set(codes)).toEqual(new Set(['wrong_passphrase']))
  })
})

function encrypted(format: 'pem' | 'der', cipher: string): string | Buffer {
  return rsa.export({ type: 'pkcs8', format: format as 'pem', cipher, passphrase: PASSPHRASE })
}

function failure(source: Parameters<typeof openPrivateKey>[0]): KeyError {
  try {
    openPrivateKey(source)
  } catch (error) {
    if (error instanceof KeyError) return error
    throw error
  }
  throw new Error('The key opened.')
}

async function refusal(promise: Promise<KeyObject>): Promise<KeyError> {
  const error: unknown = await promise.then(
    () => new Error('The key opened.'),
    (reason: unknown) => reason,
  )
  if (error instanceof KeyError) return error
  throw error
}

function pemBody(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64')
}

function hasOpenssl(): boolean {
  try {
    return execFileSync('openssl', ['version']).toString().startsWith('OpenSSL 3')
  } catch {
    return false
  }
}

function openssl(flags: string[]): Buffer {
  return execFileSync('openssl', ['pkcs8', '-topk8', '-passout', `pass:${PASSPHRASE}`, ...flags], {
    input: plain,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}
