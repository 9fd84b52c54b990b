import { EncryptJWT, jwtDecrypt } from 'jose'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Secret } from '../../platform/secret.ts'

/** What is remembered of a sign-in between leaving for the provider and coming back. */
const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  /** Of PKCE. */
  verifier: z.string(),
  /** Where the provider sends the browser back to, and with what it must be told again. */
  redirectUri: z.string(),
  returnTo: z.string(),
})
export type Attempt = z.infer<typeof Attempt>

/** Long enough to find a phone and approve. */
export const ATTEMPT_SECONDS = 600

export interface AttemptSeal {
  seal(attempt: Attempt): Promise<string>
  /** Null when it was not made here, was changed, or is too old. */
  open(sealed: string): Promise<Attempt | null>
}

/**
 * The browser carries it, encrypted and authenticated: nothing here grows with the number of people who begin to sign in,
 * and any replica can finish what another began.
 */
export function createAttemptSeal(secret: Secret, now: Clock['now']): AttemptSeal {
  const key = createHash('sha256').update(`sign-in attempt ${secret.reveal()}`).digest()
  const names = { issuer: 'coco', audience: 'sign-in attempt' }

  async function seal(attempt: Attempt): Promise<string> {
    return new EncryptJWT({ ...attempt })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setIssuer(names.issuer)
      .setAudience(names.audience)
      .setExpirationTime(Math.floor(now() / 1000) + ATTEMPT_SECONDS)
      .encrypt(key)
  }

  async function open(sealed: string): Promise<Attempt | null> {
    try {
      const options = { ...names, keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }
      const { payload } = await jwtDecrypt(sealed, key, { ...options, currentDate: new Date(now()) })
      return Attempt.parse(payload)
    } catch {
      return null
    }
  }

  return { seal, open }
}
