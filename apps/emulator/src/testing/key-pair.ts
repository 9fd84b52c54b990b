import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { fingerprint } from '../auth/public-key.ts'

export interface TestKeyPair {
  privateKey: KeyObject
  /** What `RSA_PUBLIC_KEY` takes. */
  publicKey: string
  fingerprint: string
}

export function makeKeyPair(modulusLength = 2048): TestKeyPair {
  const pair = generateKeyPairSync('rsa', { modulusLength })
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  return { privateKey: pair.privateKey, publicKey, fingerprint: fingerprint(publicKey) }
}
