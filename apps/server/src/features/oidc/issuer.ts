import * as client from 'openid-client'
import type { Clock } from '../../platform/clock.ts'
import type { Secret } from '../../platform/secret.ts'
import { type IssuerFetch, IssuerUnreachable } from './issuer-fetch.ts'

/** What an issuer says of itself, and how to call it. */
export interface Issuer {
  /** Where its endpoints are. @throws IssuerUnreachable, or an error of openid-client when it is not the issuer asked for */
  metadata(): Promise<IssuerMetadata>
  /** For one sign-in: it reads the issuer's keys anew, so a rotation is never noticed too late. */
  configuration(): Promise<client.Configuration>
}

export type IssuerMetadata = Readonly<client.ServerMetadata>

const FRESH_MS = 10 * 60_000
const TIMEOUT_SECONDS = 5

/** Asked when it is first needed and every ten minutes: a server starts, and serves others, while the issuer is down. */
export function createIssuer(deps: {
  issuer: string
  clientId: string
  clientSecret: Secret
  fetch: IssuerFetch
  monotonicMs: Clock['monotonicMs']
}): Issuer {
  const url = new URL(deps.issuer)
  const insecure = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
  let known: { metadata: IssuerMetadata; readAtMs: number } | null = null
  let discovering: Promise<IssuerMetadata> | null = null

  async function metadata(): Promise<IssuerMetadata> {
    if (known !== null && deps.monotonicMs() - known.readAtMs < FRESH_MS) return known.metadata
    discovering ??= discover().finally(() => (discovering = null))
    return discovering
  }

  async function discover(): Promise<IssuerMetadata> {
    try {
      const found = await client.discovery(url, deps.clientId, undefined, undefined, {
        execute: insecure,
        timeout: TIMEOUT_SECONDS,
        [client.customFetch]: (address, call) => deps.fetch(address, toCall(call)),
      })
      const read = found.serverMetadata()
      // openid-client makes exceptions for some issuers; an account is (issuer, subject), so there can be none.
      if (new URL(read.issuer).href !== url.href) throw new Error('the metadata is of another issuer')
      known = { metadata: { ...read }, readAtMs: deps.monotonicMs() }
      return known.metadata
    } catch (error) {
      // Where its endpoints were a while ago is better than nothing; whether they answer shows soon enough.
      if (known !== null && isUnreachable(error)) return known.metadata
      throw error
    }
  }

  async function configuration(): Promise<client.Configuration> {
    const server = await metadata()
    const made = new client.Configuration(server, deps.clientId, deps.clientSecret.reveal(), authentication(server))
    made.timeout = TIMEOUT_SECONDS
    made[client.customFetch] = (address, call) => deps.fetch(address, toCall(call))
    // Without it an ID token with a wrong signature passes: it came over a connection to the issuer, after all.
    client.enableNonRepudiationChecks(made)
    for (const allow of insecure) allow(made)
    return made
  }

  /** Basic is what every provider must support; some say that they do not. */
  function authentication({ token_endpoint_auth_methods_supported: methods }: IssuerMetadata): client.ClientAuth {
    const isBasic = methods === undefined || methods.includes('client_secret_basic')
    const secret = deps.clientSecret.reveal()
    return isBasic ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
  }

  return { metadata, configuration }
}

/** Whether it failed because nobody answered, however deep that is wrapped. */
export function isUnreachable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof IssuerUnreachable) return true
  }
  return false
}

function toCall({ method, headers, body }: client.CustomFetchOptions): Parameters<IssuerFetch>[1] {
  return { method, headers: Object.fromEntries(new Headers(headers)), body: body as RequestInit['body'] }
}
