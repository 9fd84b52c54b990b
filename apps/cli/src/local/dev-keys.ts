import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createKeyPair } from '@coco/core/jwt/create-key-pair'

/** Whom the local Snowflake knows from its first start. */
const HOLDERS = ['admin', 'alpha', 'beta'] as const

/**
 * Makes the development keys that are missing: `admin_rsa_key.p8`, `alpha_rsa_key.p8`, `beta_rsa_key.p8` and their `.pub`.
 *
 * @returns the files that were made
 */
export async function makeDevKeys(keysDir: string): Promise<string[]> {
  const missing = HOLDERS.map((holder) => keyPaths(keysDir, holder)).filter(
    ({ privateKeyPath }) => !existsSync(privateKeyPath),
  )
  await Promise.all(missing.map(createKeyPair))
  return missing.map(({ privateKeyPath }) => privateKeyPath)
}

/** `keys/NAME_rsa_key.p8` and `.pub`, the quickstart's names. */
export function keyPaths(keysDir: string, name: string): { privateKeyPath: string; publicKeyPath: string } {
  return { privateKeyPath: join(keysDir, `${name}_rsa_key.p8`), publicKeyPath: join(keysDir, `${name}_rsa_key.pub`) }
}

/** A path as a person in `folder` would write it. */
export function shown(folder: string, path: string): string {
  const short = relative(folder, path)
  return short === '' || short.startsWith('..') ? path : short
}
