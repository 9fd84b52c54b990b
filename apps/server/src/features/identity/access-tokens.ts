import { PersonId, SessionId } from '@coco/shared/ids'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Secret } from '../../platform/secret.ts'

/** What an access token says. Signed, so guessing ids is no way in; whether the session is over, its row decides. */
const AccessClaims = z.object({ sid: SessionId, sub: PersonId, ver: z.int() })
export type AccessClaims = z.infer<typeof AccessClaims>

export interface AccessTokens {
  sign(claims: AccessClaims): Promise<{ token: string; maxAgeSeconds: number }>
  /** Null for one that has expired, was tampered with, or is not of this instance. */
  read(token: string): Promise<AccessClaims | null>
}

const LIFETIME_SECONDS = 600

export function createAccessTokens(deps: { secret: Secret; instanceId: string; now: () => number }): AccessTokens {
  const key = new TextEncoder().encode(deps.secret.reveal())
  const names = { issuer: 'coco', audience: deps.instanceId }
  const seconds = () => Math.floor(deps.now() / 1000)

  async function sign({ sub, ...claims }: AccessClaims) {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuer(names.issuer)
      .setAudience(names.audience)
      .setExpirationTime(seconds() + LIFETIME_SECONDS)
      .sign(key)
    return { token, maxAgeSeconds: LIFETIME_SECONDS }
  }

  async function read(token: string): Promise<AccessClaims | null> {
    try {
      const options = { ...names, algorithms: ['HS256'], currentDate: new Date(deps.now()), requiredClaims: ['exp'] }
      const { payload } = await jwtVerify(token, key, options)
      return AccessClaims.parse(payload)
    } catch {
      return null
    }
  }

  return { sign, read }
}
