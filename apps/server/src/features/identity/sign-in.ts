import type { SeededPerson, SessionView, SignInOptions } from '@coco/shared/identity-views'
import type { TenantId } from '@coco/shared/ids'
import type { SignInInput, SignInLocallyInput } from '@coco/shared/identity-inputs'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { SessionCaller } from './begin-session.ts'
import { type LocalPerson as Person, membershipIn } from './local-people.ts'
import { permissionsOf } from './roles.ts'
import { requireDirect } from './require-direct.ts'
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
  switchTenant(caller: Caller, input: { tenantId: TenantId }): Promise<SessionView>
}

/** @param deps.people those who sign in with one click: nobody outside local mode */
export function createSignIn(deps: { people: () => readonly Person[]; sessions: Sessions }): SignIn {
  async function options(): Promise<SignInOptions> {
    return { people: deps.people().map(toSeededPerson), password: false, provider: null, needsSetup: false }
  }

  async function me(viewer: Viewer | null): Promise<SessionView | null> {
    const person = viewer && findPerson(viewer)
    return person ? toView(person, viewer.tenant) : null
  }

  async function signInLocally(caller: Caller, { personId, tenantId }: SignInLocallyInput) {
    requireDirect('Signing in with one click works', caller.forwardedBy)
    const person = deps.people().find((candidate) => candidate.seededId === personId)
    const tenant = tenantId ?? person?.memberships[0]?.tenant.id
    if (person === undefined || tenant === undefined) throw unknownPerson()
    return begin(caller, person, tenant)
  }

  async function switchTenant(caller: Caller, { tenantId }: { tenantId: TenantId }) {
    const person = caller.viewer && findPerson(caller.viewer)
    if (!person) throw new AppError('forbidden', 'An API key belongs to one tenant and cannot switch.')
    return begin(caller, person, tenantId)
  }

  async function signOut({ viewer, sessionCookie }: Caller): Promise<void> {
    if (viewer?.proof.kind === 'session') deps.sessions.end(viewer.proof.sessionId)
    sessionCookie.clear()
  }

  async function signInWithPassword(_caller: Caller, _input: SignInInput): Promise<SessionView> {
    throw new AppError('wrong_credentials', 'The e-mail address or the password is wrong.')
  }

  async function begin(
    { viewer, sessionCookie }: SessionCaller,
    person: Person,
    tenant: TenantId,
  ): Promise<SessionView> {
    if (membershipIn(person, tenant) === undefined) throw unknownPerson()
    const { token, maxAgeSeconds } = await deps.sessions.open(person.id, tenant)
    if (viewer?.proof.kind === 'session') deps.sessions.end(viewer.proof.sessionId)
    sessionCookie.set({ access: { token, maxAgeSeconds }, refresh: null })
    return toView(person, tenant)
  }

  function findPerson({ proof }: Viewer): Person | undefined {
    return proof.kind === 'session' ? deps.people().find((person) => person.id === proof.personId) : undefined
  }

  return { options, me, signInLocally, signInWithPassword, signOut, switchTenant }
}

/** The same for a person, a tenant and a membership that is not there: guessing names learns nothing. */
function unknownPerson(): AppError {
  return new AppError('not_found', 'There is no such person, or they do not belong to this tenant.')
}

function toView(person: Person, tenant: TenantId): SessionView {
  const membership = membershipIn(person, tenant)
  if (membership === undefined) throw unknownPerson()
  return {
    person: { id: person.id, name: person.name, email: person.email },
    tenant: toTenantView(membership),
    roles: [...membership.roles],
    permissions: [...permissionsOf(membership.roles)],
    method: 'local',
    tenants: person.memberships.map(toTenantView),
  }
}

function toSeededPerson({ seededId, name, memberships }: Person): SeededPerson {
  return { id: seededId, name, tenants: memberships.map(toTenantView) }
}

function toTenantView({ tenant }: Person['memberships'][number]) {
  return { id: tenant.id, name: tenant.name }
}
