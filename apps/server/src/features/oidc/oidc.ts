import type { PersonId, TenantId } from '@coco/shared/ids'
import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Secret } from '../../platform/secret.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { type FindBearer, createBearerTokens } from './bearer-tokens.ts'
import type { ClaimNames } from './belonging.ts'
import { type CodeLogin, createCodeLogin } from './code-login.ts'
import { createExternalAccounts } from './external-accounts.ts'
import { createIssuerFetch } from './issuer-fetch.ts'
import { createIssuer, type Issuer } from './issuer.ts'
import { createKeySet } from './key-set.ts'
import { createAttemptSeal } from './sealed-attempt.ts'
import { createUsedAttempts } from './used-attempts.ts'
import { createVerifyBearer } from './verify-bearer.ts'

/** Signing in elsewhere. */
export interface Oidc {
  login: CodeLogin
  findBearer: FindBearer
  close(): void
}

export function createOidc(deps: {
  settings: {
    issuer: string
    clientId: string
    clientSecret: Secret
    scope: string
    audience: string
    claims: ClaimNames
  }
  /** Seals what the browser carries between leaving for the provider and coming back. */
  secret: Secret
  doors: Pick<Doors, 'inIdentity'>
  recordAudit: Pick<RecordAudit, 'beforeTenant'>
  toEmailKey: (email: string) => string
  hasTenant: (id: TenantId) => boolean
  personSignal: (id: PersonId) => AbortSignal
  fetch: typeof fetch
  newId: () => string
  clock: Clock
  log: Logger
}): Oidc {
  const { settings, clock, log, hasTenant } = deps
  const { now, monotonicMs } = clock
  const claimNames = settings.claims
  const issuerFetch = createIssuerFetch(deps.fetch)
  const issuer = createIssuer({ ...settings, fetch: issuerFetch, monotonicMs })
  const accounts = createExternalAccounts(deps)
  const bearers = createBearerTokens({
    verify: createVerifyBearer({
      metadata: issuer.metadata,
      getKey: createKeySet({ fetchKeys: () => fetchKeys(issuer, issuerFetch), monotonicMs, log }),
      audience: settings.audience,
      now,
    }),
    claimNames,
    hasTenant,
    accounts,
    personSignal: deps.personSignal,
    clock,
    log,
  })
  const login = createCodeLogin({
    issuer,
    clientId: settings.clientId,
    scope: settings.scope,
    claimNames,
    hasTenant,
    accounts,
    seal: createAttemptSeal(deps.secret, now),
    used: createUsedAttempts(monotonicMs),
    now,
  })
  return { login, findBearer: bearers.find, close: bearers.close }
}

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** Over https, unless the whole issuer is on this machine. */
async function fetchKeys(issuer: Issuer, issuerFetch: ReturnType<typeof createIssuerFetch>): Promise<JSONWebKeySet> {
  const { jwks_uri: address, issuer: name } = await issuer.metadata()
  if (address === undefined || new URL(address).protocol !== new URL(name).protocol) {
    throw new Error('the issuer names no address of its keys that can be trusted')
  }
  const response = await issuerFetch(address, { headers: { accept: 'application/json' } })
  if (response.status !== 200) throw new Error(`the address of the issuer's keys answers ${response.status}`)
  return KeySet.parse(await response.json())
}
