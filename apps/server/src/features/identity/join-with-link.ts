import type { UseLinkInput } from '@coco/shared/identity-inputs'
import type { SessionView } from '@coco/shared/identity-views'
import type { PersonId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import type { InTurn } from '../../platform/turns.ts'
import type { BothSides, Doors } from '../../store/doors.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { Attempts } from './attempts.ts'
import { type SessionCaller, type TryToBeginSession, wrongCredentials } from './begin-session.ts'
import { type OpenLink, takeLink } from './link-store.ts'
import type { PasswordHashes } from './password-hashes.ts'
import { findPerson } from './person-store.ts'
import type { ReadOwnSession } from './read-own-session.ts'
import type { RefuseSignIn } from './refusals.ts'
import type { NamedTenant } from './session-view.ts'

/** A link with which somebody who has an account joins one more tenant. */
export interface Joining {
  link: OpenLink
  personId: PersonId
  tenant: NamedTenant
  roles: readonly TenantRole[]
}

/**
 * Whoever made the link must not become the person whom it is for, nor may whoever took an address before its owner did: it
 * is worth nothing without their session, or the password that they have. It sets none.
 *
 * @returns null when the link was used meanwhile
 * @throws AppError wrong_credentials, too_many_attempts, invalid_input (neither a session nor a password)
 */
export type JoinWithLink = (
  caller: SessionCaller,
  joining: Joining,
  input: Pick<UseLinkInput, 'presentPassword'>,
) => Promise<SessionView | null>

export function createJoinWithLink(deps: {
  doors: Pick<Doors, 'inIdentity'>
  passwords: PasswordHashes
  inTurn: InTurn
  attempts: Attempts
  readOwnSession: ReadOwnSession
  tryToBegin: TryToBeginSession
  recordUse: (sides: BothSides, caller: SessionCaller, joining: Joining) => Promise<void>
  refuse: RefuseSignIn
}): JoinWithLink {
  const { attempts } = deps

  return async (caller, joining, { presentPassword }) => {
    if (isOwn(caller.viewer, joining.personId)) return joinWithSession(caller, joining)
    if (presentPassword !== undefined) return joinWithPassword(caller, joining, presentPassword)
    throw new AppError('invalid_input', 'Sign in as the person whom this link is for, or give their password.')
  }

  async function joinWithSession(caller: SessionCaller, joining: Joining): Promise<SessionView | null> {
    const session = await deps.readOwnSession(caller.viewer)
    if (session === null) throw new AppError('not_signed_in', 'Your session has ended. Please sign in again.')
    return deps.tryToBegin(caller, {
      ...beginning(joining),
      method: session.method,
      notAfter: session.expiresAt,
      onlyIf: (sides) => use(sides, caller, joining),
    })
  }

  async function joinWithPassword(
    caller: SessionCaller,
    joining: Joining,
    password: string,
  ): Promise<SessionView | null> {
    const { personId } = joining
    const before = await deps.doors.inIdentity({}, (tx) => findPerson(tx, personId))
    const attempt = { account: before?.emailKey ?? null, address: caller.source.address }
    const refused = { subject: personId, details: { method: 'password' } }
    const requireFew = () => {
      try {
        attempts.requireFew(attempt)
      } catch (error) {
        throw deps.refuse(caller, error, refused)
      }
    }
    requireFew()
    const outcome = await deps.inTurn(async () => {
      // Again: many may have failed while this one waited.
      requireFew()
      if (!(await deps.passwords.verify(before?.passwordHash ?? null, password))) {
        attempts.failed(attempt)
        return 'wrong'
      }
      return deps.tryToBegin(caller, {
        ...beginning(joining),
        method: 'password',
        // Another password in the meantime, and this one proves nothing any more.
        onlyIf: async (sides, now) => now.passwordHash === before?.passwordHash && use(sides, caller, joining),
      })
    })
    if (outcome === 'wrong') throw deps.refuse(caller, wrongCredentials(), refused)
    if (before !== null && outcome !== null) attempts.succeeded(before.emailKey)
    return outcome
  }

  async function use(sides: BothSides, caller: SessionCaller, joining: Joining): Promise<boolean> {
    if (!(await sides.identity((tx) => takeLink(tx, joining.link.hash)))) return false
    await deps.recordUse(sides, caller, joining)
    return true
  }
}

const beginning = ({ personId, tenant, roles }: Joining) =>
  ({ personId, tenant: tenant.id, claimedRoles: null, joinsAs: roles }) as const

/** Whether whoever asks is signed in as this person. Keys and tokens are for programs, and join nothing. */
export function isOwn(viewer: Viewer | null, personId: PersonId | null): boolean {
  return viewer?.proof.kind === 'session' && viewer.proof.personId === personId
}
