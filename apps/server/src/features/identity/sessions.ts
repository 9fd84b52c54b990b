import type { PersonId, SessionId, TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/roles'
import type { Clock } from '../../platform/clock.ts'
import { hashOfToken, randomToken } from '../../platform/random-token.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, IdentityTx } from '../../store/doors.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { SessionTokens } from '../../trpc/session-cookie.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { LiveProofs } from './live-proofs.ts'
import {
  endOldest,
  endSessions,
  IDLE_SECONDS,
  insertSession,
  type NewSession,
  replaceTokens,
  type SessionState,
  seeSession,
  takeRefreshToken,
} from './session-store.ts'

/** An open session, and what its person may be in its tenant at this moment. */
export interface Session {
  id: SessionId
  personId: PersonId
  tenant: TenantId
  roles: readonly Role[]
  /** Aborts when the session is over. */
  ended: AbortSignal
}

/** What a browser presents. */
export interface PresentedTokens {
  accessToken?: string | undefined
  refreshToken?: string | undefined
}

export interface Sessions {
  /**
   * The session of these tokens; null when it is over or they are worth nothing. `renewed` are for the browser to keep.
   *
   * @param onlyFor whose it must be; left out: anybody's. Somebody else's is left as it is, and its tokens go on being good
   * @throws AppError store_unavailable
   */
  find(
    presented: PresentedTokens,
    source: CallSource,
    onlyFor?: PersonId,
  ): Promise<{ session: Session; renewed: SessionTokens | null } | null>
  /** A new one. Its tokens are good, and `ended` is to be told, once the transaction is committed. */
  open(
    tx: IdentityTx,
    session: Omit<NewSession, 'id' | 'refreshHash'>,
  ): Promise<{ tokens: SessionTokens; ended: SessionId[] }>
  /** Other tokens for the same session, good once the transaction is committed. */
  replaceTokens(tx: IdentityTx, id: SessionId, personId: PersonId): Promise<SessionTokens>
  /** These are over, and committed: their open readers end. */
  ended(ids: readonly SessionId[]): void
  /** Something about this person changed, and is committed: their next call looks anew. */
  changed(personId: PersonId): void
}

/** How long an answer of the database is good for: as long as a revoked session may live elsewhere. */
const GOOD_FOR_MS = 1_000
const MAX_KNOWN = 5_000

interface Known {
  state: Promise<SessionState | null>
  personId: PersonId
  untilMs: number
}

export function createSessions(deps: {
  doors: Pick<Doors, 'inIdentity' | 'inBoth'>
  accessTokens: AccessTokens
  proofs: LiveProofs
  recordAudit: RecordAudit
  maxPerPerson: number
  newId: () => SessionId
  hasTenant: (tenant: TenantId) => boolean
  monotonicMs: Clock['monotonicMs']
}): Sessions {
  const { doors, accessTokens, proofs } = deps
  const known = new Map<SessionId, Known>()

  async function find({ accessToken, refreshToken }: PresentedTokens, source: CallSource, onlyFor?: PersonId) {
    const claims = accessToken === undefined ? null : await accessTokens.read(accessToken)
    if (claims !== null) {
      if (onlyFor !== undefined && claims.sub !== onlyFor) return null
      const found = await look(claims.sid, claims.sub)
      if (found === null) return null
      if (found.version === claims.ver) return { session: found.session, renewed: null }
    }
    return refreshToken === undefined ? null : renew(refreshToken, source, onlyFor)
  }

  async function renew(refreshToken: string, source: CallSource, onlyFor: PersonId | undefined) {
    const next = randomToken()
    const outcome = await doors.inIdentity({}, (tx) =>
      takeRefreshToken(tx, hashOfToken(refreshToken), { nextHash: hashOfToken(next), onlyFor }),
    )
    if (outcome.kind === 'unknown') return null
    if (outcome.kind === 'used_before') {
      await endFamily(outcome, source)
      return null
    }
    const found = await look(outcome.id, outcome.personId)
    if (found === null) return null
    const access = await accessTokens.sign({ sid: outcome.id, sub: outcome.personId, ver: found.version })
    const refresh = outcome.kind === 'renewed' ? { token: next, maxAgeSeconds: IDLE_SECONDS } : null
    return { session: found.session, renewed: { access, refresh } }
  }

  /** Somebody has a token that was used long ago: whether they or its user stole it, nobody knows, so both sign in again. */
  async function endFamily(stolen: { id: SessionId; personId: PersonId; tenant: TenantId }, source: CallSource) {
    const { id, personId, tenant } = stolen
    const insider = { tenant, subject: personId, permissions: new Set<string>() }
    const over = await doors.inBoth(insider, async (sides) => {
      const ids = await sides.identity((tx) => endSessions(tx, { personId, id }, 'reuse'))
      if (ids.length > 0) {
        await sides.tenant((tx) =>
          deps.recordAudit.inTenant(tx, tenant, {
            action: 'session_reuse_detected',
            decision: 'denied',
            actor: { kind: 'anonymous', id: null },
            subject: id,
            address: source.address,
            requestId: source.requestId,
            details: { person: personId },
          }),
        )
      }
      return ids
    })
    ended(over)
  }

  async function look(id: SessionId, personId: PersonId): Promise<{ session: Session; version: number } | null> {
    // Before the question, so that an end in the meantime is not missed.
    const signal = proofs.signalFor('session', id)
    const state = await stateOf(id, personId)
    if (state === null) {
      proofs.end('session', [id])
      return null
    }
    if (!deps.hasTenant(state.tenant)) return null
    const roles: Role[] = [...(state.roles ?? []), ...(state.isSuperuser ? (['superuser'] as const) : [])]
    return { session: { id, personId, tenant: state.tenant, roles, ended: signal }, version: state.version }
  }

  /** One question for all who ask within a second. */
  function stateOf(id: SessionId, personId: PersonId): Promise<SessionState | null> {
    const nowMs = deps.monotonicMs()
    const before = known.get(id)
    if (before !== undefined && before.personId === personId && before.untilMs > nowMs) return before.state
    if (known.size >= MAX_KNOWN) forgetOld(nowMs)
    const state = doors.inIdentity({ userId: personId }, (tx) => seeSession(tx, id, personId))
    const entry = { state, personId, untilMs: nowMs + GOOD_FOR_MS }
    known.set(id, entry)
    state.catch(() => known.get(id) === entry && known.delete(id))
    return state
  }

  function forgetOld(nowMs: number): void {
    for (const [id, { untilMs }] of known) if (untilMs <= nowMs) known.delete(id)
    if (known.size >= MAX_KNOWN) known.clear()
  }

  async function open(tx: IdentityTx, session: Omit<NewSession, 'id' | 'refreshHash'>) {
    const id = deps.newId()
    const refresh = randomToken()
    await insertSession(tx, { ...session, id, refreshHash: hashOfToken(refresh) })
    const over = await endOldest(tx, session.personId, deps.maxPerPerson)
    const access = await accessTokens.sign({ sid: id, sub: session.personId, ver: 1 })
    return { tokens: { access, refresh: { token: refresh, maxAgeSeconds: IDLE_SECONDS } }, ended: over }
  }

  async function replace(tx: IdentityTx, id: SessionId, personId: PersonId): Promise<SessionTokens> {
    const refresh = randomToken()
    const version = await replaceTokens(tx, id, hashOfToken(refresh))
    const access = await accessTokens.sign({ sid: id, sub: personId, ver: version })
    return { access, refresh: { token: refresh, maxAgeSeconds: IDLE_SECONDS } }
  }

  function ended(ids: readonly SessionId[]): void {
    for (const id of ids) known.delete(id)
    proofs.end('session', ids)
  }

  function changed(personId: PersonId): void {
    for (const [id, entry] of known) if (entry.personId === personId) known.delete(id)
  }

  return { find, open, replaceTokens: replace, ended, changed }
}
