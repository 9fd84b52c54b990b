import { createPublicKey } from 'node:crypto'

/** The envelope of a private key, as far as it shows without opening it. */
export type KeyContainer = { format: 'pem' | 'der'; type?: 'pkcs8' | 'pkcs1'; encrypted: boolean }

const PEM = /-----BEGIN ((?:ENCRYPTED |RSA |EC |DSA )?PRIVATE KEY)-----([\s\S]+?)-----END \1-----/

/**
 * Which kind of envelope this is, before any decryption: OpenSSL's own errors for "no passphrase", "wrong passphrase" and
 * "not a key" overlap, and a half-written file must not be told apart by luck.
 */
export function recogniseContainer(bytes: Buffer): KeyContainer | 'unknown' {
  const pem = PEM.exec(bytes.toString('latin1'))
  if (!pem) return recogniseDer(bytes)
  return { format: 'pem', encrypted: pem[1] === 'ENCRYPTED PRIVATE KEY' || /Proc-Type: 4,ENCRYPTED/.test(pem[2] ?? '') }
}

/** Whether somebody named the wrong half of a key pair. */
export function isPublicKey(bytes: Buffer): boolean {
  if (/-----BEGIN (RSA )?PUBLIC KEY-----/.test(bytes.toString('latin1'))) return true
  try {
    createPublicKey({ key: bytes, format: 'der', type: 'spki' })
    return true
  } catch {
    return false
  }
}

const INTEGER = 0x02
const OCTET_STRING = 0x04
const SEQUENCE = 0x30

/**
 * The first two elements tell the three forms apart: EncryptedPrivateKeyInfo holds an algorithm and an octet string,
 * PrivateKeyInfo a version and an algorithm, RSAPrivateKey a version and a number (RFC 5958, RFC 8017).
 */
function recogniseDer(bytes: Buffer): KeyContainer | 'unknown' {
  const whole = readElement(bytes, 0)
  if (whole?.tag !== SEQUENCE || whole.end !== bytes.length) return 'unknown'
  const first = readElement(bytes, whole.start)
  const second = first && readElement(bytes, first.end)
  if (first?.tag === SEQUENCE && second?.tag === OCTET_STRING) return { format: 'der', type: 'pkcs8', encrypted: true }
  if (first?.tag === INTEGER && second?.tag === SEQUENCE) return { format: 'der', type: 'pkcs8', encrypted: false }
  if (first?.tag === INTEGER && second?.tag === INTEGER) return { format: 'der', type: 'pkcs1', encrypted: false }
  return 'unknown'
}

/** Tag and extent of the DER element at `offset`, or null when it does not fit into the bytes. */
function readElement(bytes: Buffer, offset: number): { tag: number; start: number; end: number } | null {
  const [tag, first] = [bytes[offset], bytes[offset + 1]]
  if (tag === undefined || first === undefined) return null
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const start = offset + 2 + lengthBytes
  if (lengthBytes > 4 || start > bytes.length) return null
  const end = start + (lengthBytes === 0 ? first : bytes.readUIntBE(offset + 2, lengthBytes))
  return end > bytes.length ? null : { tag, start, end }
}
