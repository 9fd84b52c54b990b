import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { UpstreamCall } from '@coco/testkit/hostile-upstream'

export interface VerifiedToken {
  header: Record<string, unknown>
  claims: { iss: string; sub: string; iat: number; exp: number }
}

/**
 * The key-pair token of a call, verified as Snowflake would do it. Without a library, so that it shares no mistake with
 * the one that signs.
 * @throws Error when the key did not sign it
 */
export function verifyToken({ headers }: UpstreamCall, publicKeyPath: string): VerifiedToken {
  const [header = '', claims = '', signature = ''] = tokenOf(headers).split('.')
  const key = createPublicKey(readFileSync(publicKeyPath))
  const isGenuine = verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  if (!isGenuine) throw new Error(`${publicKeyPath} did not sign this token`)
  return { header: decode(header), claims: decode(claims) as VerifiedToken['claims'] }
}

/** Standard base64 of SHA-256 over the DER form of the public key. */
export function fingerprintOf(publicKeyPath: string): string {
  const der = createPublicKey(readFileSync(publicKeyPath)).export({ type: 'spki', format: 'der' })
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`
}

function tokenOf({ authorization = '' }: UpstreamCall['headers']): string {
  return authorization.slice('Bearer '.length)
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>
}
