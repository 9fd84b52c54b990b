import type { PersonId, TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import * as client from 'openid-client'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import { type Belonging, type Claims, type ClaimNames, readClaim, toBelonging } from './belonging.ts'
import type { ExternalAccounts } from './external-accounts.ts'
import { checkIdToken } from './id-token.ts'
import { type Issuer, isUnreachable } from './issuer.ts'
import { OidcRefusal } from './oidc-refusal.ts'
import type { Attempt, AttemptSeal } from './sealed-attempt.ts'
import type { createUsedAttempts } from './used-attempts.ts'

/** Signing in at the provider: there with `start`, back with `finish`. */
export interface CodeLogin {
  /** Where to send the browser, and what it must bring back. @throws OidcRefusal provider_unreachable, provider_not_trusted */
  start(of: { redirectUri: string; returnTo: string }): Promise<{ location: URL; sealed: string }>
  /**
   * @param query what the provider sent the browser back with
   * @throws OidcRefusal
   */
  finish(of: { sealed: string | undefined; query: URLSearchParams; source: CallSource }): Promise<ProvenPerson>
}

export interface ProvenPerson {
  personId: PersonId
  tenant: TenantId
  claimedRoles: TenantRole[]
  returnTo: string
}

export function createCodeLogin(deps: {
  issuer: Issuer
  clientId: string
  scope: string
  claimNames: ClaimNames
  hasTenant: (id: TenantId) => boolean
  accounts: ExternalAccounts
  seal: AttemptSeal
  used: ReturnType<typeof createUsedAttempts>
  now: Clock['now']
}): CodeLogin {
  async function start({ redirectUri, returnTo }: { redirectUri: string; returnTo: string }) {
    try {
      const config = await deps.issuer.configuration()
      const verifier = client.randomPKCECodeVerifier()
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier, redirectUri, returnTo }
      const location = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: deps.scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { location, sealed: await deps.seal.seal(attempt) }
    } catch (error) {
      throw refusalOf(error)
    }
  }

  async function finish({ sealed, query, source }: Parameters<CodeLogin['finish']>[0]): Promise<ProvenPerson> {
    const attempt = sealed === undefined ? null : await deps.seal.open(sealed)
    if (attempt === null) throw new OidcRefusal('sign_in_expired', 'this browser has not begun to sign in, or long ago')
    // Somebody else's answer, put before this browser, would sign it in as them.
    if (query.get('state') !== attempt.state)
      throw new OidcRefusal('sign_in_expired', 'the answer is to another attempt')
    if (!deps.used.use(attempt.state)) throw new OidcRefusal('sign_in_expired', 'the attempt was finished already')
    try {
      const { issuer, subject, claims } = await exchange(attempt, query)
      const { tenant, roles }: Belonging = toBelonging(claims, deps.claimNames, deps.hasTenant)
      const personId = await deps.accounts.personOf({ issuer, subject, claims }, source)
      return { personId, tenant, claimedRoles: roles, returnTo: attempt.returnTo }
    } catch (error) {
      throw refusalOf(error)
    }
  }

  async function exchange(attempt: Attempt, query: URLSearchParams) {
    const config = await deps.issuer.configuration()
    const url = new URL(attempt.redirectUri)
    url.search = query.toString()
    const tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    const idClaims = tokens.claims()
    if (idClaims === undefined || tokens.id_token === undefined) throw new Error('there is no ID token')
    const both = { idToken: tokens.id_token, accessToken: tokens.access_token }
    checkIdToken(idClaims, both, { clientId: deps.clientId, nowMs: deps.now() })
    const more = isComplete(idClaims) ? {} : await userInfo(config, tokens.access_token, idClaims.sub)
    return { issuer: idClaims.iss, subject: idClaims.sub, claims: { ...more, ...idClaims } }
  }

  /** Many providers put only the subject into the token and tell the rest when asked. */
  const isComplete = (claims: Claims) =>
    [deps.claimNames.tenant, deps.claimNames.roles, 'email'].every((name) => readClaim(claims, name) !== undefined)

  async function userInfo(config: client.Configuration, accessToken: string, subject: string): Promise<Claims> {
    if (config.serverMetadata().userinfo_endpoint === undefined) return {}
    return client.fetchUserInfo(config, accessToken, subject)
  }

  return { start, finish }
}

/** Whatever went wrong, as what a person may know of it. */
function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof OidcRefusal) return error
  if (isUnreachable(error)) return new OidcRefusal('provider_unreachable', 'the provider does not answer', error)
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    // Its error codes are a closed list of words; its descriptions may say anything.
    return new OidcRefusal('provider_refused', `the provider says ${/^\w{1,60}$/.exec(error.error)?.[0] ?? 'no'}`)
  }
  if (error instanceof AppError) return new OidcRefusal('unavailable', 'it could not be finished here', error)
  return new OidcRefusal('provider_not_trusted', 'what the provider sent proves nothing', error)
}
