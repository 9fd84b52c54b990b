import { verify } from 'node:crypto'
import { type AccountIdentity, isSameAccount } from '../account-identity.ts'
import { assumptions } from '../assumptions.ts'
import type { AccountData, UserRecord } from '../rbac/account-data.ts'
import { decodeJwt, type DecodedJwt } from './decode-jwt.ts'
import type { JwtError } from './login-failures.ts'
import { fingerprint, importPublicKey } from './public-key.ts'

export type JwtVerdict =
  | { ok: true; user: UserRecord }
  | { ok: false; errorCode: JwtError; reason: string; userName: string | null }

/** `RS256` signs a SHA-256, and so on. */
const HASH_OF_ALGORITHM = new Map<unknown, string>(
  assumptions.jwtAlgorithms.value.map((algorithm) => [algorithm, algorithm.replace('RS', 'sha')]),
)

/**
 * Decides whether a key-pair token is what its user's key signed, for this account and this hour (snowflake docs:
 * snowflake-rest-api/authentication, key-pair-auth). Anything in the header but `alg` is ignored, key locations above all.
 */
export function verifyJwt(token: string, data: AccountData, nowMs: number): JwtVerdict {
  const jwt = decodeJwt(token)
  if (jwt === null)
    return refuse('JWT_TOKEN_INVALID', 'The token is not a JWT: three base64url parts, two of them JSON objects.')
  const hash = HASH_OF_ALGORITHM.get(jwt.header.alg)
  if (hash === undefined)
    return refuse('JWT_TOKEN_INVALID_ALGORITHM', `Algorithm ${show(jwt.header.alg)} is not accepted.`)
  if ('crit' in jwt.header)
    return refuse('JWT_TOKEN_INVALID', 'The header demands extensions ("crit") that do not exist here.')

  const issuer = parseIssuer(jwt.payload.iss)
  if (issuer === null) {
    return refuse(
      'JWT_TOKEN_INVALID_USER_IN_ISSUER',
      `Issuer ${show(jwt.payload.iss)} is not ACCOUNT.USER.SHA256:fingerprint.`,
    )
  }
  if (!isSameAccount(data.account, issuer.account)) {
    return refuse('JWT_TOKEN_ACCOUNT_MISMATCH', accountMismatch(data.account, issuer.account))
  }
  const user = data.users.find((candidate) => candidate.loginName === issuer.user.toUpperCase())
  if (!user) return refuse('JWT_TOKEN_INVALID_USER_IN_ISSUER', `No user has the LOGIN_NAME ${show(issuer.user)}.`)
  const problem = findProblem(jwt, hash, issuer, user, nowMs)
  if (problem === null) return { ok: true, user }
  return { ok: false, errorCode: problem[0], reason: problem[1], userName: user.name }
}

type Problem = [JwtError, string]
interface Issuer {
  account: string
  user: string
  fingerprint: string
}

function findProblem(jwt: DecodedJwt, hash: string, issuer: Issuer, user: UserRecord, nowMs: number): Problem | null {
  if (!subjectAgrees(jwt.payload.sub, issuer)) {
    return ['JWT_TOKEN_INVALID', `Subject ${show(jwt.payload.sub)} is not the issuer without its fingerprint.`]
  }
  const badTime = checkTimes(jwt.payload, nowMs)
  if (badTime) return badTime
  const key = [user.rsaPublicKey, user.rsaPublicKey2].find(
    (known) => known !== null && fingerprint(known) === issuer.fingerprint,
  )
  if (!key) {
    const known = [user.rsaPublicKey, user.rsaPublicKey2].flatMap((text) => text ?? []).map(fingerprint)
    const registered = known.length > 0 ? known.join(' and ') : 'no key'
    return [
      'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
      `The token names ${issuer.fingerprint}; user ${user.name} has ${registered} registered.`,
    ]
  }
  if (!verify(hash, jwt.signedPart, importPublicKey(key), jwt.signature)) {
    return [
      'JWT_TOKEN_INVALID_SIGNATURE',
      'The signature was not made by the private key that belongs to the fingerprint.',
    ]
  }
  if (user.disabled) return ['JWT_TOKEN_INVALID', `User ${user.name} is disabled.`]
  return null
}

function checkTimes(payload: Record<string, unknown>, nowMs: number): Problem | null {
  const issuedAtMs = toMs(payload.iat)
  const expiresAtMs = toMs(payload.exp)
  if (issuedAtMs === null || expiresAtMs === null) {
    return ['JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME', 'iat and exp must both be numbers (seconds or milliseconds).']
  }
  const ageMs = nowMs - issuedAtMs
  const age = `(by this clock: ${Math.round(ageMs / 1000)} s ago)`
  if (ageMs < -assumptions.jwtFutureSkewMs.value)
    return ['JWT_TOKEN_INVALID_ISSUE_TIME', `iat lies in the future ${age}.`]
  if (ageMs >= assumptions.jwtLongestLifeMs.value)
    return ['JWT_TOKEN_INVALID_ISSUE_TIME', `iat is over an hour old ${age}.`]
  if (expiresAtMs < issuedAtMs) return ['JWT_TOKEN_INVALID_EXPIRATION_TIME', 'exp is before iat.']
  if (expiresAtMs <= nowMs) return ['JWT_TOKEN_INVALID_EXPIRATION_TIME', 'exp has passed.']
  return null
}

function toMs(claim: unknown): number | null {
  if (typeof claim !== 'number' || !Number.isFinite(claim) || claim <= 0) return null
  return claim > assumptions.jwtMillisecondsAbove.value ? claim : claim * 1_000
}

/** The account ends at the first dot and the fingerprint begins at the last, so a user name may contain dots. */
function parseIssuer(iss: unknown): Issuer | null {
  if (typeof iss !== 'string') return null
  const match = /^([^.]+)\.(.+)\.(SHA256:[A-Za-z0-9+/]{43}=)$/s.exec(iss)
  if (!match?.[1] || !match[2] || !match[3]) return null
  return { account: match[1], user: match[2], fingerprint: match[3] }
}

function subjectAgrees(sub: unknown, issuer: Issuer): boolean {
  if (typeof sub !== 'string') return false
  const dot = sub.indexOf('.')
  return sub.slice(0, dot) === issuer.account && sub.slice(dot + 1).toUpperCase() === issuer.user.toUpperCase()
}

function accountMismatch(account: AccountIdentity, claimed: string): string {
  const own = `${account.organization}-${account.name} (locator ${account.locator})`
  const hint = isSameAccount(account, claimed.toUpperCase()) ? ', in capitals' : ''
  return `The token is for account ${show(claimed)}; this is ${own}${hint}.`
}

function refuse(errorCode: JwtError, reason: string): JwtVerdict {
  return { ok: false, errorCode, reason, userName: null }
}

/** What a stranger sent, short enough for a log. */
function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 120) ?? 'nothing'
}
