import { createHash, timingSafeEqual } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import type * as client from 'openid-client'
import { isSubject } from './subject.ts'

/** How far clocks may be apart. */
const SKEW_SECONDS = 30

/**
 * What openid-client leaves open of an ID token whose signature, issuer, audience, nonce and expiry it has checked.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation (4, 5, 10) and #CodeFlowTokenValidation
 * @throws Error that says what is wrong with it
 */
export function checkIdToken(
  claims: client.IDToken,
  tokens: { idToken: string; accessToken: string },
  { clientId, nowMs }: { clientId: string; nowMs: number },
): void {
  if (!isSubject(claims.sub)) throw new Error('the subject is no text of 1 to 255 characters')
  // openid-client asks for it only where there are several audiences.
  if (claims.azp !== undefined && claims.azp !== clientId) throw new Error('the ID token was issued to another client')
  if (claims.iat > nowMs / 1000 + SKEW_SECONDS) throw new Error('the ID token was issued in the future')
  if (claims.at_hash !== undefined && !matches(claims.at_hash, tokens)) {
    throw new Error('the access token is not the one that the ID token names')
  }
}

/** The left half of the access token's hash, by the hash function of the ID token's signature. */
function matches(atHash: unknown, { idToken, accessToken }: { idToken: string; accessToken: string }): boolean {
  const { alg = '' } = decodeProtectedHeader(idToken)
  const hash = alg === 'EdDSA' || alg === 'Ed25519' ? 'sha512' : `sha${alg.slice(-3)}`
  const digest = createHash(hash).update(accessToken).digest()
  const expected = Buffer.from(digest.subarray(0, digest.length / 2).toString('base64url'))
  const given = Buffer.from(String(atHash))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
