import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'

/** Signs tokens without the library that the server checks them with. */
export interface TokenKey {
  kid: string
  privateKey: KeyObject
  /** As it stands in a key set. */
  jwk: Record<string, unknown>
  /** As a file has it: what a forger would take for a shared secret. */
  publicPem: string
}

export function makeTokenKey(kid: string = randomUUID()): TokenKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }
  return { kid, privateKey, jwk, publicPem: String(publicKey.export({ type: 'spki', format: 'pem' })) }
}

export type Json = Record<string, unknown>

const encode = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signRs256(header: Json, payload: Json, key: TokenKey): string {
  const input = `${encode({ alg: 'RS256', kid: key.kid, ...header })}.${encode(payload)}`
  return `${input}.${sign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`
}

export function signHs256(header: Json, payload: Json, secret: string): string {
  const input = `${encode({ alg: 'HS256', ...header })}.${encode(payload)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** Not at all. */
export const unsigned = (payload: Json) => `${encode({ alg: 'none' })}.${encode(payload)}.`
