import { generateKeyPair, randomUUID } from 'node:crypto'
import { access, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/**
 * Makes an RSA key pair as Snowflake wants it: 2048 bits, PKCS#8 PEM readable by the owner alone, and beside it the public
 * key in PEM. Either both files are there at the end or none is new.
 *
 * @throws Error naming the file when one of them exists already: a key that is registered somewhere is never overwritten
 */
export async function createKeyPair(paths: { privateKeyPath: string; publicKeyPath: string }): Promise<void> {
  const { privateKeyPath, publicKeyPath } = paths
  for (const path of [privateKeyPath, publicKeyPath]) if (await exists(path)) throw alreadyThere(path)
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  await writeNew(privateKeyPath, pair.privateKey, 0o600)
  try {
    await writeNew(publicKeyPath, pair.publicKey, 0o644)
  } catch (error) {
    await rm(privateKeyPath)
    throw error
  }
}

/** Whole or not at all, and never over another file: a hard link fails where a rename would replace. */
async function writeNew(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}.new`
  try {
    await writeFile(draft, text, { mode, flag: 'wx' })
    await link(draft, path)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? alreadyThere(path) : error
  } finally {
    await rm(draft, { force: true })
  }
}

function alreadyThere(path: string): Error {
  return new Error(
    `${path} exists already and is not overwritten. Move it away if it is no longer registered anywhere.`,
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
