import type { SignInInput, SignInLocallyInput, SwitchTenantInput } from '@coco/shared/identity-inputs'
import type { SeededPerson, SessionView, SignInOptions } from '@coco/shared/identity-views'
import { AppError } from '../../platform/app-error.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { SessionCaller, TryToBeginSession } from './begin-session.ts'
import type { LocalPerson } from './local-people.ts'
import type { SignInWithPassword } from './password-sign-in.ts'
import { hasAnyPassword } from './person-store.ts'
import type { ReadOwnSession } from './read-own-session.ts'
import { requireDirect } from './require-direct.ts'
import { seedLocalPerson } from './seed-local-person.ts'
import { endSessions } from './session-store.ts'
import type { Sessions } from './sessions.ts'

export interface Caller extends SessionCaller {
  /** The header that shows that a proxy passed the request on; null when none does. */
  forwardedBy: string | null
}

/** Signing in, out, and over to another tenant. Each new session ends the one before, with its open readers. */
export interface SignIn {
  options(): Promise<SignInOptions>
  me(viewer: Viewer | null): Promise<SessionView | null>
  signInLocally(caller: Caller, input: SignInLocallyInput): Promise<SessionView>
  signInWithPassword(caller: Caller, input: SignInInput): Promise<SessionView>
  /** Succeeds whoever asks: the browser's cookie goes, also when its session is over already. */
  signOut(caller: Caller): Promise<void>
  switchTenant(caller: Caller, input: SwitchTenantInput): Promise<SessionView>
}

export function createSignIn(deps: {
  doors: Pick<Doors, 'inIdentity' | 'inBoth'>
  /** Those who sign in with one click; null outside local mode. */
  localPeople: (() => readonly LocalPerson[]) | null
  provider: SignInOptions['provider']
  needsSetup: () => Promise<boolean>
  signInWithPassword: SignInWithPassword
  tryToBegin: TryToBeginSession
  readOwnSession: ReadOwnSession
  sessions: Sessions
  recordAudit: RecordAudit
}): SignIn {
  const { doors, localPeople } = deps

  async function options(): Promise<SignInOptions> {
    const isLocal = localPeople !== null
    return {
      people: isLocal ? localPeople().map(toSeededPerson) : [],
      // A session counts only together with what a provider in front says, and so would one that began with a password.
      password: !deps.provider?.inFront && (!isLocal || (await doors.inIdentity({}, hasAnyPassword))),
      provider: deps.provider,
      needsSetup: !isLocal && (await deps.needsSetup()),
    }
  }

  async function signInLocally(caller: Caller, { personId, tenantId }: SignInLocallyInput) {
    requireDirect('Signing in with one click works', caller.forwardedBy)
    const person = localPeople?.().find((candidate) => candidate.seededId === personId)
    const tenant = tenantId ?? person?.memberships[0]?.tenant.id
    if (person === undefined || tenant === undefined) throw unknownPerson()
    await seedLocalPerson(doors, person)
    const view = await deps.tryToBegin(caller, { personId: person.id, tenant, method: 'local', claimedRoles: null })
    if (view === null) throw unknownPerson()
    return view
  }

  async function switchTenant(caller: Caller, { tenantId }: SwitchTenantInput) {
    const session = await deps.readOwnSession(caller.viewer)
    if (session === null) throw new AppError('forbidden', 'A key or a token belongs to one tenant and cannot switch.')
    const { person, method, expiresAt: notAfter } = session
    const action = 'tenant_switched'
    const beginning = { personId: person.id, tenant: tenantId, method, claimedRoles: null, action, notAfter } as const
    const view = await deps.tryToBegin(caller, beginning)
    if (view === null) throw unknownPerson()
    return view
  }

  async function signOut(caller: Caller): Promise<void> {
    caller.sessionCookie.clear()
    const { viewer } = caller
    if (viewer?.proof.kind !== 'session') return
    const { personId, sessionId: id } = viewer.proof
    const ended = await doors.inBoth(viewer, async (sides) => {
      const ids = await sides.identity((tx) => endSessions(tx, { personId, id }, 'signed_out'))
      if (ids.length > 0) {
        const entry = { action: 'signed_out', decision: 'allowed', ...auditOrigin(caller), subject: personId } as const
        await sides.tenant((tx) => deps.recordAudit.inTenant(tx, viewer.tenant, entry))
      }
      return ids
    })
    deps.sessions.ended(ended)
  }

  return {
    options,
    me: async (viewer) => (await deps.readOwnSession(viewer))?.view ?? null,
    signInLocally,
    signInWithPassword: deps.signInWithPassword,
    signOut,
    switchTenant,
  }
}

/** The same for a person, a tenant and a membership that is not there: guessing names learns nothing. */
function unknownPerson(): AppError {
  return new AppError('not_found', 'There is no such person, or they do not belong to this tenant.')
}

function toSeededPerson({ seededId, name, memberships }: LocalPerson): SeededPerson {
  return { id: seededId, name, tenants: memberships.map(({ tenant }) => ({ id: tenant.id, name: tenant.name })) }
}
