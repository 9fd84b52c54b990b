import type { SignInInput } from '@coco/shared/identity-inputs'
import type { SessionView } from '@coco/shared/identity-views'
import type { PersonId, TenantId } from '@coco/shared/ids'
import type { InTurn } from '../../platform/turns.ts'
import type { Doors } from '../../store/doors.ts'
import type { Attempt, Attempts } from './attempts.ts'
import { type SessionCaller, type TryToBeginSession, wrongCredentials } from './begin-session.ts'
import { toEmailKey } from './email-key.ts'
import type { PasswordHashes } from './password-hashes.ts'
import { findPersonByEmail, lastTenantOf, membershipsOf, type Person } from './person-store.ts'
import type { RefuseSignIn } from './refusals.ts'
import { type NamedTenant, tenantsOf } from './session-view.ts'

/**
 * One answer, after the same work, for a stranger, a wrong password, an account that is off and one without a tenant.
 * @throws AppError wrong_credentials, too_many_attempts
 */
export type SignInWithPassword = (caller: SessionCaller, input: SignInInput) => Promise<SessionView>

export function createSignInWithPassword(deps: {
  doors: Pick<Doors, 'inIdentity'>
  passwords: PasswordHashes
  inTurn: InTurn
  attempts: Attempts
  tenants: () => readonly NamedTenant[]
  tryToBegin: TryToBeginSession
  refuse: RefuseSignIn
}): SignInWithPassword {
  const { doors, attempts } = deps

  return async (caller, { email, password, tenantId }) => {
    const emailKey = toEmailKey(email)
    const attempt = { account: emailKey, address: caller.source.address }
    requireFew(caller, attempt)
    const person = await doors.inIdentity({}, (tx) => findPersonByEmail(tx, emailKey))
    const view = await deps.inTurn(async () => {
      // Again: many may have failed while this one waited.
      requireFew(caller, attempt)
      const isRight = await deps.passwords.verify(person?.passwordHash ?? null, password)
      const begun = person === null || !isRight ? null : await begin(caller, person, tenantId)
      if (begun === null) attempts.failed(attempt)
      return begun
    })
    if (view === null) {
      throw deps.refuse(caller, wrongCredentials(), { subject: person?.id, details: { method: 'password' } })
    }
    attempts.succeeded(emailKey)
    return view
  }

  function requireFew(caller: SessionCaller, attempt: Attempt): void {
    try {
      attempts.requireFew(attempt)
    } catch (error) {
      throw deps.refuse(caller, error, { details: { method: 'password' } })
    }
  }

  async function begin(caller: SessionCaller, person: Person, wanted: TenantId | undefined) {
    const tenant = wanted ?? (await chooseTenant(person))
    if (tenant === undefined) return null
    return deps.tryToBegin(caller, {
      personId: person.id,
      tenant,
      method: 'password',
      claimedRoles: null,
      // Another password in the meantime, and this one proves nothing any more.
      onlyIf: async (_sides, now) => now.passwordHash === person.passwordHash,
    })
  }

  /** Where they worked last, else the first of theirs. */
  async function chooseTenant(person: Person & { id: PersonId }): Promise<TenantId | undefined> {
    const { memberships, last } = await doors.inIdentity({ userId: person.id }, async (tx) => ({
      memberships: await membershipsOf(tx, person.id),
      last: await lastTenantOf(tx, person.id),
    }))
    const theirs = tenantsOf(person, memberships, deps.tenants())
    return (theirs.find(({ id }) => id === last) ?? theirs[0])?.id
  }
}
