import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const PASSPHRASE = 'canary-passphrase-17'

export interface BadKey {
  /** Puts the key file there. */
  write(path: string, folder: string): void
  /** What `/readyz` says of it. */
  problem: string
  settings?: Record<string, string>
}

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const

/** Beta's own key, so that nothing but the passphrase is wrong. */
function writeEncrypted(path: string, folder: string): void {
  const key = createPrivateKey(readFileSync(join(folder, 'keys/beta_rsa_key.p8')))
  writeFileSync(path, key.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: PASSPHRASE }))
}

const writes = (content: string) => (path: string) => writeFileSync(path, content)

/** Every way in which a tenant's private key cannot be used. */
export const BAD_KEYS: Readonly<Record<string, BadKey>> = {
  'a file that is missing': { write: () => {}, problem: 'missing' },
  'a folder': { write: (path) => mkdirSync(path), problem: 'is_directory' },
  // A file of another user or mode 0000; for root, who may read those, a link to what nobody can read.
  'a file that cannot be read': {
    write(path) {
      if (process.getuid?.() === 0) return symlinkSync('/proc/self/mem', path)
      writeFileSync(path, 'x')
      chmodSync(path, 0)
    },
    problem: 'unreadable',
  },
  'an empty file': { write: writes(''), problem: 'empty' },
  'a text that is no key': { write: writes('hello'), problem: 'not_a_key' },
  'a key that is cut off': {
    write: (path, folder) => writeFileSync(path, readFileSync(join(folder, 'keys/beta_rsa_key.p8')).subarray(0, 500)),
    problem: 'not_a_key',
  },
  'a public key': {
    write: (path, folder) => writeFileSync(path, readFileSync(join(folder, 'keys/beta_rsa_key.pub'))),
    problem: 'public_key',
  },
  'an RSA key of 1024 bits': {
    write: (path) => writeFileSync(path, generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8)),
    problem: 'too_short',
  },
  'a key of an elliptic curve': {
    write: (path) => writeFileSync(path, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8)),
    problem: 'not_rsa',
  },
}

/** Row 38: only the passphrase is wrong. */
export const BAD_PASSPHRASES: Readonly<Record<string, BadKey>> = {
  'a passphrase that is wrong': {
    write: writeEncrypted,
    problem: 'wrong_passphrase',
    settings: { BETA_PRIVATE_KEY_PASSPHRASE: 'canary-passphrase-18' },
  },
  'a passphrase that is missing': { write: writeEncrypted, problem: 'passphrase_missing' },
}

/** The same key file with its passphrase. */
export const GOOD_PASSPHRASE: BadKey = {
  write: writeEncrypted,
  problem: '',
  settings: { BETA_PRIVATE_KEY_PASSPHRASE: PASSPHRASE },
}
