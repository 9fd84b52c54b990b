import type { SessionView } from '@coco/shared/identity-views'
import type { PersonId, SessionId, TenantId } from '@coco/shared/ids'
import type { Role, TenantRole } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { SessionCookie } from '../../trpc/session-cookie.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { addMembership, findPerson, type Membership, membershipsOf, type Person } from './person-store.ts'
import { endSessions, holdOpen } from './session-store.ts'
import { type NamedTenant, tenantsOf, toSessionView } from './session-view.ts'
import type { Sessions } from './sessions.ts'

/** Whoever is about to have a session, with what is needed to give them one. */
export interface SessionCaller {
  source: CallSource
  sessionCookie: SessionCookie
  /** Whose session this browser had; it ends. */
  viewer: Viewer | null
}

export interface Beginning {
  personId: PersonId
  tenant: TenantId
  method: SessionView['method']
  /** Roles that an issuer's claims gave; null: the person's membership says them, and there must be one. */
  claimedRoles: readonly TenantRole[] | null
  /** What is to be so in the same transaction, or comes to be; false: no session. */
  onlyIf?: (sides: BothSides, person: Person) => Promise<boolean>
  /** Where they are no member of the tenant yet, they become one with these roles, in the same transaction. */
  joinsAs?: readonly TenantRole[]
  action?: 'signed_in' | 'tenant_switched'
  /**
   * The end of the caller's session, when that is what proves who they are: another tenant makes it no longer, and it must
   * still be open.
   */
  notAfter?: Date
}

/** Null: they are deactivated, or may not work in the tenant. One answer, so that guessing learns nothing. */
export type TryToBeginSession = (caller: SessionCaller, beginning: Beginning) => Promise<SessionView | null>

/**
 * Begins a session for somebody who has proved who they are.
 * @throws AppError wrong_credentials when they are deactivated, or do not belong to the tenant
 */
export type BeginSession = (caller: SessionCaller, beginning: Beginning) => Promise<SessionView>

interface Begun {
  view: SessionView
  tokens: Awaited<ReturnType<Sessions['open']>>['tokens']
  ended: readonly SessionId[]
}

export function createTryToBeginSession(deps: {
  doors: Pick<Doors, 'inBoth'>
  sessions: Sessions
  tenants: () => readonly NamedTenant[]
  recordAudit: RecordAudit
}): TryToBeginSession {
  return async (caller, beginning) => {
    const tenant = deps.tenants().find(({ id }) => id === beginning.tenant)
    if (tenant === undefined) return null
    const insider = { tenant: tenant.id, subject: beginning.personId, permissions: new Set<string>() }
    const begun = await deps.doors.inBoth(insider, (sides) => begin(sides, caller, beginning, tenant))
    if (begun === null) return null
    deps.sessions.ended(begun.ended)
    caller.sessionCookie.set(begun.tokens)
    return begun.view
  }

  async function begin(
    sides: BothSides,
    { viewer, source }: SessionCaller,
    beginning: Beginning,
    tenant: NamedTenant,
  ): Promise<Begun | null> {
    const { personId, method, claimedRoles, onlyIf = async () => true, action = 'signed_in' } = beginning
    const notAfter = beginning.notAfter ?? null
    const before = viewer?.proof.kind === 'session' ? viewer.proof : null
    const who = await sides.identity((tx) => readPerson(tx, personId))
    if (who === null) return null
    // It may have been ended a moment ago, by a change of the password for one.
    if (notAfter !== null && !(await sides.identity((tx) => isStillTheirs(tx, before, personId)))) return null
    const { person } = who
    const joins = who.memberships.every((theirs) => theirs.tenant !== tenant.id) ? beginning.joinsAs : undefined
    const joined = joins === undefined ? [] : [{ tenant: tenant.id, roles: joins }]
    const memberships = [...who.memberships, ...joined]
    const roles = rolesIn(tenant.id, person, memberships, claimedRoles)
    if (roles.length === 0 || !(await onlyIf(sides, person))) return null
    if (joins !== undefined) await sides.tenant((tx) => addMembership(tx, tenant.id, personId, joins))
    const opened = await sides.identity(async (tx) => {
      const replaced = before === null ? [] : await endSessions(tx, { ...before, id: before.sessionId }, 'replaced')
      const { address, userAgent } = source
      const session = { personId, tenant: tenant.id, method, claimedRoles, address, userAgent, notAfter }
      const { tokens, ended } = await deps.sessions.open(tx, session)
      return { tokens, ended: [...replaced, ...ended] }
    })
    await sides.tenant((tx) =>
      deps.recordAudit.inTenant(tx, tenant.id, {
        action,
        decision: 'allowed',
        actor: { kind: 'person', id: personId },
        subject: personId,
        address: source.address,
        requestId: source.requestId,
        details: { method, roles },
      }),
    )
    const view = toSessionView(person, { tenant, roles, method }, tenantsOf(person, memberships, deps.tenants()))
    return { view, ...opened }
  }
}

export function createBeginSession(tryToBegin: TryToBeginSession): BeginSession {
  return async (caller, beginning) => {
    const view = await tryToBegin(caller, beginning)
    if (view === null) throw wrongCredentials()
    return view
  }
}

/** The same for a stranger, a wrong password, an account that is off and one without a tenant. */
export function wrongCredentials(): AppError {
  return new AppError('wrong_credentials', 'The e-mail address or the password is wrong.')
}

/** Held as they are until the session is there: a password or an account that changes meanwhile waits, and then ends it. */
async function readPerson(tx: IdentityTx, id: PersonId) {
  const person = await findPerson(tx, id, { lock: true })
  if (person === null || person.isDeactivated) return null
  return { person, memberships: await membershipsOf(tx, id) }
}

async function isStillTheirs(
  tx: IdentityTx,
  proof: { sessionId: SessionId; personId: PersonId } | null,
  id: PersonId,
): Promise<boolean> {
  return proof !== null && proof.personId === id && holdOpen(tx, proof.sessionId, id)
}

function rolesIn(
  tenant: TenantId,
  { isSuperuser }: Person,
  memberships: readonly Membership[],
  claimed: readonly TenantRole[] | null,
): Role[] {
  const roles = claimed ?? memberships.find((membership) => membership.tenant === tenant)?.roles ?? []
  return isSuperuser ? [...roles, 'superuser'] : [...roles]
}
