import { jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { Claims } from './belonging.ts'
import { isUnreachable, type IssuerMetadata } from './issuer.ts'
import { OidcRefusal } from './oidc-refusal.ts'
import { isSubject } from './subject.ts'

export interface VerifiedToken {
  issuer: string
  subject: string
  claims: Claims
  expiresAtMs: number
}

/** How far clocks may be apart. */
export const BEARER_SKEW_MS = 30_000
/** Signatures that only the issuer can make. With HS256 its public key would be the secret. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** What an access token may call itself (RFC 9068 §2.1): not a logout token, not a proof. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt'])
const MAX_CHARS = 8_192

/** Whether a token is the issuer's, for us, and good now. @throws OidcRefusal with the reason for the log */
export function createVerifyBearer(deps: {
  metadata: () => Promise<IssuerMetadata>
  getKey: JWTVerifyGetKey
  audience: string
  now: Clock['now']
}): (token: string) => Promise<VerifiedToken> {
  return async (token) => {
    if (token.length > MAX_CHARS) throw new OidcRefusal('provider_not_trusted', 'the token is too long')
    try {
      const { issuer, id_token_signing_alg_values_supported: signedWith } = await deps.metadata()
      const { payload, protectedHeader } = await jwtVerify(token, deps.getKey, {
        issuer,
        audience: deps.audience,
        algorithms: ASYMMETRIC.filter((alg) => signedWith === undefined || signedWith.includes(alg)),
        clockTolerance: BEARER_SKEW_MS / 1000,
        currentDate: new Date(deps.now()),
        requiredClaims: ['sub', 'exp'],
      })
      if (!TYPES.has(protectedHeader.typ?.toLowerCase())) throw new Error('it is no access token')
      if (payload.iat !== undefined && payload.iat * 1000 > deps.now() + BEARER_SKEW_MS) {
        throw new Error('it was issued in the future')
      }
      const { sub, exp = 0 } = payload
      if (!isSubject(sub)) throw new Error('the subject is no text of 1 to 255 characters')
      return { issuer, subject: sub, claims: payload, expiresAtMs: exp * 1000 }
    } catch (error) {
      if (isUnreachable(error)) throw new OidcRefusal('provider_unreachable', 'the issuer does not answer', error)
      const reason = error instanceof Error ? error.message : 'it cannot be read'
      throw new OidcRefusal('provider_not_trusted', `the token proves nothing: ${reason}`, error)
    }
  }
}
