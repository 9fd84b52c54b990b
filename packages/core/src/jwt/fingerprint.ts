import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * How Snowflake names a key: `SHA256:` and the padded base64 of SHA-256 over the DER SubjectPublicKeyInfo, the same text
 * that `DESC USER` shows as RSA_PUBLIC_KEY_FP (source: snowflake docs, key-pair-auth).
 *
 * @param key either half of the pair
 */
export function fingerprint(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`
}
