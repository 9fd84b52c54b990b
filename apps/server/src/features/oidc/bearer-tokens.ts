import type { PersonId, TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { createHash } from 'node:crypto'
import { getEventListeners, setMaxListeners } from 'node:events'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { type ClaimNames, toBelonging } from './belonging.ts'
import type { ExternalAccounts } from './external-accounts.ts'
import { OidcRefusal } from './oidc-refusal.ts'
import { BEARER_SKEW_MS, type VerifiedToken } from './verify-bearer.ts'

/** What a bearer token proves. */
export interface FoundBearer {
  personId: PersonId
  tenant: TenantId
  roles: readonly TenantRole[]
  /** Aborts when the token expires, or the person may no longer sign in. */
  ended: AbortSignal
}

/** @throws AppError not_signed_in, store_unavailable */
export type FindBearer = (token: string) => Promise<FoundBearer>

/** What was found out about a token holds so long: keys, people and tenants change. */
const FRESH_MS = 1_000
const LOOK_EVERY_MS = 1_000
const FORGET_MS = 120_000
const MAX_REMEMBERED = 10_000

interface Entry {
  found: FoundBearer
  expiresAtMs: number
  checkedAtMs: number
  end: () => void
  /** Lets go of the person's signal. */
  release: () => void
}

/** People's own access tokens, as an issuer gives them to programs that act for them. */
export function createBearerTokens(deps: {
  verify: (token: string) => Promise<VerifiedToken>
  claimNames: ClaimNames
  hasTenant: (id: TenantId) => boolean
  accounts: ExternalAccounts
  /** Aborts when the person is deactivated or deleted. */
  personSignal: (id: PersonId) => AbortSignal
  clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>
  log: Pick<Logger, 'info'>
}): { find: FindBearer; close: () => void } {
  const { now, monotonicMs, after } = deps.clock
  const tokens = new Map<string, Entry>()
  let cancelLook: (() => void) | null = null

  async function find(token: string): Promise<FoundBearer> {
    const hash = createHash('sha256').update(token).digest('hex')
    const known = tokens.get(hash)
    if (known !== undefined && monotonicMs() - known.checkedAtMs < FRESH_MS && !known.found.ended.aborted) {
      return known.found
    }
    const checkedAtMs = monotonicMs()
    try {
      return remember(hash, { ...(await check(token)), checkedAtMs })
    } catch (error) {
      if (!(error instanceof OidcRefusal)) throw error
      forget(hash)
      deps.log.info({ reason: error.message, problem: error.problem, err: error.cause }, 'a bearer token was refused')
      throw new AppError('not_signed_in', 'This token is not accepted here.', { cause: error })
    }
  }

  async function check(token: string) {
    const { issuer, subject, claims, expiresAtMs } = await deps.verify(token)
    const { tenant, roles } = toBelonging(claims, deps.claimNames, deps.hasTenant)
    const personId = await deps.accounts.personOf({ issuer, subject, claims }, { address: null, requestId: null })
    return { personId, tenant, roles, expiresAtMs }
  }

  function remember(
    hash: string,
    { expiresAtMs, checkedAtMs, ...of }: Omit<FoundBearer, 'ended'> & Pick<Entry, 'expiresAtMs' | 'checkedAtMs'>,
  ): FoundBearer {
    const known = tokens.get(hash)
    if (known !== undefined && !known.found.ended.aborted && known.found.personId === of.personId) {
      // Readers that are open go on with the signal that they have.
      Object.assign(known, { checkedAtMs, found: { ...of, ended: known.found.ended } })
      return known.found
    }
    const controller = new AbortController()
    setMaxListeners(0, controller.signal)
    const person = deps.personSignal(of.personId)
    const end = () => controller.abort()
    if (person.aborted) end()
    person.addEventListener('abort', end)
    const found = { ...of, ended: controller.signal }
    const release = () => person.removeEventListener('abort', end)
    tokens.set(hash, { found, expiresAtMs, checkedAtMs, end, release })
    const [oldest] = tokens.keys()
    if (tokens.size > MAX_REMEMBERED && oldest !== undefined) forget(oldest)
    cancelLook ??= after(LOOK_EVERY_MS, look)
    return found
  }

  function look(): void {
    for (const [hash, { found, expiresAtMs, checkedAtMs }] of tokens) {
      const isRead = getEventListeners(found.ended, 'abort').length > 0
      const isIdle = !isRead && monotonicMs() - checkedAtMs > FORGET_MS
      if (now() > expiresAtMs + BEARER_SKEW_MS || found.ended.aborted || isIdle) forget(hash)
    }
    cancelLook = tokens.size > 0 ? after(LOOK_EVERY_MS, look) : null
  }

  /** Ends its readers too: nothing would tell them any more. */
  function forget(hash: string): void {
    const entry = tokens.get(hash)
    tokens.delete(hash)
    entry?.release()
    entry?.end()
  }

  function close(): void {
    cancelLook?.()
    for (const hash of tokens.keys()) tokens.get(hash)?.release()
    tokens.clear()
  }

  return { find, close }
}
