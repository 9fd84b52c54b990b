import { performance } from 'node:perf_hooks'
import { SignJWT } from 'jose'
import type { AccessToken, Credentials } from '../cortex/credentials.ts'
import type { PrivateKeySource } from '../tenants/tenant.ts'
import { accountClaim } from './account-identifier.ts'
import type { PrivateKeyInMemory } from './private-key.ts'
import { type LoadedKey, watchKey } from './watched-key.ts'

export interface JwtFactoryOptions {
  /** Any form that Snowflake knows: `myorg-myaccount`, `xy12345.us-east-1.aws` … */
  account: string
  /** The user's LOGIN_NAME. */
  user: string
  privateKey: PrivateKeySource | PrivateKeyInMemory
  /** Wall clock in ms since 1970. */
  now?: () => number
  /** A clock in ms that nobody sets and that never steps. */
  monotonicNow?: () => number
  /** Told when a replaced key file cannot be used; the last good key stays in use. */
  onProblem?: (error: unknown) => void
}

/** Snowflake ends a token one hour after `iat` whatever `exp` says; 59 minutes stay clear of it. */
const LIFETIME_SECONDS = 3540
const RENEW_WITH_SECONDS_LEFT = 300
/** RS256 is deterministic: within one second a fresh token is the same text as the refused one. */
const REMINT_AT_MOST_EVERY_MS = 1000

/**
 * Key-pair JWTs of one Snowflake user: one token for all callers, renewed when 300 s or less are left, signed once however
 * many wait, from a key file that may be replaced at any time. Claims and header are those of "snowflake docs: key-pair-auth".
 *
 * @throws Error at once when `account` cannot be an account identifier; `token()` throws KeyError when the key cannot be used
 */
export function createJwtFactory(options: JwtFactoryOptions): Credentials & { fingerprint(): Promise<string> } {
  const { now = Date.now, monotonicNow = () => performance.now(), onProblem = () => {} } = options
  const subject = `${accountClaim(options.account)}.${options.user.toUpperCase()}`
  const key = watchKey(options.privateKey, monotonicNow, onProblem)
  let minted: Minted | null = null
  let signing: Promise<Minted> | null = null
  let refusedAtMs = Number.NEGATIVE_INFINITY

  async function token(): Promise<AccessToken> {
    const loaded = await key.current()
    if (minted !== null && minted.fingerprint === loaded.fingerprint && isFresh(minted)) return minted.token
    signing ??= mint().finally(() => (signing = null))
    return (await signing).token
  }

  async function mint(): Promise<Minted> {
    const loaded = await key.current()
    const issuedAtSeconds = Math.floor(now() / 1000)
    const mintedAtMs = monotonicNow()
    const value = await sign(subject, loaded, issuedAtSeconds)
    minted = { token: { value, type: 'KEYPAIR_JWT' }, fingerprint: loaded.fingerprint, issuedAtSeconds, mintedAtMs }
    return minted
  }

  /** Both clocks must agree: the wall clock may be set, the monotonic one stands still while a laptop sleeps. */
  function isFresh({ issuedAtSeconds, mintedAtMs }: Minted): boolean {
    const usableMs = (LIFETIME_SECONDS - RENEW_WITH_SECONDS_LEFT) * 1000
    const ageByWallMs = now() - issuedAtSeconds * 1000
    const ageByMonotonicMs = monotonicNow() - mintedAtMs
    return ageByWallMs >= 0 && ageByWallMs < usableMs && ageByMonotonicMs < usableMs
  }

  function invalidate(refused: AccessToken): void {
    if (minted === null || minted.token.value !== refused.value) return
    if (monotonicNow() - refusedAtMs < REMINT_AT_MOST_EVERY_MS) return
    refusedAtMs = monotonicNow()
    minted = null
    key.distrust()
  }

  return { token, invalidate, fingerprint: async () => (await key.current()).fingerprint }
}

interface Minted {
  token: AccessToken
  fingerprint: string
  issuedAtSeconds: number
  mintedAtMs: number
}

async function sign(subject: string, { key, fingerprint }: LoadedKey, issuedAtSeconds: number): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(`${subject}.${fingerprint}`)
    .setSubject(subject)
    .setIssuedAt(issuedAtSeconds)
    .setExpirationTime(issuedAtSeconds + LIFETIME_SECONDS)
    .sign(key)
}
