import { createHmac, sign } from 'node:crypto'
import type { TestKeyPair } from './key-pair.ts'

export interface TokenParts {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

export const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The token a client would send, an hour's worth. @param atMs when it is issued */
export function tokenParts(user: string, key: TestKeyPair, atMs: number, account = 'COCO-LOCAL'): TokenParts {
  const iat = Math.floor(atMs / 1_000)
  const subject = `${account}.${user}`
  return {
    header: { alg: 'RS256', typ: 'JWT' },
    payload: { iss: `${subject}.${key.fingerprint}`, sub: subject, iat, exp: iat + 3_540 },
  }
}

export function signToken({ header, payload }: TokenParts, { privateKey }: TestKeyPair, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${sign(hash, Buffer.from(signed), privateKey).toString('base64url')}`
}

/** HS256, with any secret: the trick of taking a public key for one. */
export function signWithSecret({ header, payload }: TokenParts, secret: string | Buffer): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
