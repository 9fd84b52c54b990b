import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * A key as `RSA_PUBLIC_KEY` takes it: base64 of the SubjectPublicKeyInfo without PEM delimiters, RSA of at least 2048
 * bits (snowflake docs: key-pair-auth).
 * @returns the same base64 without white space, or null when it is no such key
 */
export function parsePublicKey(text: string): string | null {
  const base64 = text.replaceAll(/\s/g, '')
  const der = Buffer.from(base64, 'base64')
  if (base64 === '' || der.toString('base64') !== base64) return null
  try {
    const key = importPublicKey(base64)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= 2048 ? base64 : null
  } catch {
    return null // not DER, or not a public key
  }
}

/** Removes PEM delimiters, so that a `.pub` file can go into `RSA_PUBLIC_KEY`. */
export function stripPem(text: string): string {
  return text.replaceAll(/-----(BEGIN|END) PUBLIC KEY-----/g, '').replaceAll(/\s/g, '')
}

/** `SHA256:` and the padded base64 of the hash over the DER, as `DESC USER` shows it and `iss` ends with it. */
export function fingerprint(base64: string): string {
  return `SHA256:${createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64')}`
}

/** @throws when the text is no public key */
export function importPublicKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
}
