import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PrivateKeySource } from '../tenants/tenant.ts'
import { isPublicKey, type KeyContainer, recogniseContainer } from './key-container.ts'
import { KeyError } from './key-error.ts'

/** A key that somebody already holds, for example from a secret manager. */
export interface PrivateKeyInMemory {
  /** PEM text, or PEM or DER bytes. */
  key: string | Uint8Array
  passphrase: (() => string) | null
}

/** Snowflake refuses RSA keys below this (source: snowflake docs, key-pair-auth). */
const MIN_MODULUS_BITS = 2048

/**
 * Reads and opens an RSA private key: PKCS#8 (PKCS#1 is taken too), PEM or DER, plain or encrypted with AES or DES3.
 *
 * @throws KeyError whatever is wrong with it
 */
export async function readPrivateKey(source: PrivateKeySource): Promise<KeyObject> {
  return openPrivateKey({ key: await readKeyFile(source.path), passphrase: source.passphrase }, source)
}

/**
 * Opens a key that is in memory; the same rules as for a file.
 *
 * @param origin where the key came from and which variable holds its passphrase, for the messages
 * @throws KeyError
 */
export function openPrivateKey(
  { key, passphrase }: PrivateKeyInMemory,
  origin: { path?: string; passphraseVariable?: string } = {},
): KeyObject {
  const path = origin.path ?? null
  const name = path === null ? 'The private key' : `The private key file ${path}`
  const bytes = Buffer.from(key)
  if (bytes.toString('latin1').trim() === '') {
    throw new KeyError('empty', path, `${name} is empty. Put the PKCS#8 private key there.`)
  }
  const container = recogniseContainer(bytes)
  if (container === 'unknown') {
    if (isPublicKey(bytes)) {
      throw new KeyError(
        'public_key',
        path,
        `${name} holds a public key. Name the private key (.p8) that belongs to it.`,
      )
    }
    throw new KeyError('not_a_key', path, `${name} is not a complete PEM or DER private key. Write it again as PKCS#8.`)
  }
  const secret = passphrase?.() ?? ''
  if (container.encrypted && secret === '') {
    throw new KeyError(
      'passphrase_missing',
      path,
      `${name} is encrypted. ${whereToPutPassphrase(origin.passphraseVariable)}`,
    )
  }
  return checkKind(open(bytes, container, secret, name, path), name, path)
}

async function readKeyFile(path: string): Promise<Buffer> {
  if (path === '') throw new KeyError('missing', path, 'No private key file is named. Set the path of the .p8 file.')
  try {
    return await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new KeyError(
        'missing',
        path,
        `There is no private key file ${path}. Put the tenant's .p8 file there, or correct the path.`,
      )
    }
    if (code === 'EISDIR') {
      throw new KeyError('is_directory', path, `${path} is a folder. Name the private key file (.p8) in it.`)
    }
    throw new KeyError(
      'unreadable',
      path,
      `The private key file ${path} cannot be read (${code}). Let this process read it.`,
    )
  }
}

function open(
  bytes: Buffer,
  container: KeyContainer,
  passphrase: string,
  name: string,
  path: string | null,
): KeyObject {
  try {
    return createPrivateKey({
      key: bytes,
      format: container.format,
      ...(container.type ? { type: container.type } : {}),
      ...(container.encrypted ? { passphrase } : {}),
    })
  } catch (error) {
    // OpenSSL's text is dropped on purpose: it can hold bytes of the input.
    if (!container.encrypted) {
      throw new KeyError('not_a_key', path, `${name} is damaged or not a private key. Write it again as PKCS#8.`)
    }
    if ((error as NodeJS.ErrnoException).code === 'ERR_OSSL_EVP_UNSUPPORTED') {
      throw new KeyError(
        'unsupported_encryption',
        path,
        `${name} is encrypted with a cipher that is switched off today (single DES, RC2 or RC4). ` +
          'Encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc.',
      )
    }
    throw new KeyError(
      'wrong_passphrase',
      path,
      `${name} does not open with the passphrase given. Correct the passphrase.`,
    )
  }
}

function checkKind(key: KeyObject, name: string, path: string | null): KeyObject {
  if (key.asymmetricKeyType !== 'rsa') {
    throw new KeyError(
      'not_rsa',
      path,
      `${name} is of type ${key.asymmetricKeyType}, not RSA. Make an RSA key of 2048 bits.`,
    )
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_MODULUS_BITS) {
    throw new KeyError(
      'too_short',
      path,
      `${name} has ${bits} bits; Snowflake takes ${MIN_MODULUS_BITS} or more. Make a longer one.`,
    )
  }
  return key
}

function whereToPutPassphrase(variable: string | undefined): string {
  return variable === undefined
    ? 'Name the variable that holds its passphrase (privateKeyPassphraseEnv) and set it.'
    : `Set its passphrase in ${variable}.`
}
