import { generateKeyPair } from 'node:crypto'
import { access, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { alreadyThere, type FileAccess, writeNewFile } from './write-new-file.ts'

/**
 * Makes an RSA key pair as Snowflake wants it: 2048 bits, PKCS#8 PEM readable by the owner alone, and beside it the public
 * key in PEM. Either both files are there at the end or none is new.
 *
 * @throws Error naming the file when one of them exists already: a key that is registered somewhere is never overwritten
 */
export async function createKeyPair(paths: { privateKeyPath: string; publicKeyPath: string }): Promise<void> {
  const { privateKeyPath, publicKeyPath } = paths
  for (const path of [privateKeyPath, publicKeyPath]) if (await exists(path)) throw alreadyThere(path)
  const pair = await generate(null)
  await writeNewFile(privateKeyPath, pair.privateKey, { mode: 0o600 })
  try {
    await writeNewFile(publicKeyPath, pair.publicKey, { mode: 0o644 })
  } catch (error) {
    await rm(privateKeyPath)
    throw error
  }
}

/**
 * Makes the private half alone, which holds the public one.
 *
 * @param passphrase with which the file is encrypted (AES-256-CBC), or null
 * @throws Error naming the file when it exists already
 */
export async function createPrivateKeyFile(path: string, passphrase: string | null, file: FileAccess): Promise<void> {
  await writeNewFile(path, (await generate(passphrase)).privateKey, file)
}

/** Source of size, form and cipher: snowflake docs, key-pair-auth. */
function generate(passphrase: string | null): Promise<{ privateKey: string; publicKey: string }> {
  const encryption = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase }
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...encryption },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
