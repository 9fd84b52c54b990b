import type { LookAtLinkInput, UseLinkInput } from '@coco/shared/identity-inputs'
import type { LinkView, SessionView } from '@coco/shared/identity-views'
import { PersonId, type SessionId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import { isUniqueViolation } from '../../platform/database/violation.ts'
import type { InTurn } from '../../platform/turns.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import { users } from '../../store/tables/identity-tables.ts'
import type { Attempts } from './attempts.ts'
import type { SessionCaller, TryToBeginSession } from './begin-session.ts'
import { toEmailKey } from './email-key.ts'
import { findOpenLink, type OpenLink, takeLink, voidLinks } from './link-store.ts'
import { createJoinWithLink, isOwn } from './join-with-link.ts'
import type { PasswordHashes } from './password-hashes.ts'
import { findPerson, membershipsOf, setName, setPassword } from './person-store.ts'
import type { ReadOwnSession } from './read-own-session.ts'
import type { RefuseSignIn } from './refusals.ts'
import { endSessions } from './session-store.ts'
import { type NamedTenant, tenantsOf } from './session-view.ts'
import type { Sessions } from './sessions.ts'

/** Links that work once. */
export interface UseLinks {
  /** @throws AppError link_invalid, too_many_attempts */
  look(caller: SessionCaller, input: LookAtLinkInput): Promise<LinkView>
  /**
   * Sets the password, ends every session of before, and signs in; or lets somebody who has an account into one more tenant.
   * @throws AppError link_invalid, too_many_attempts, invalid_input, already_exists, wrong_credentials
   */
  use(caller: SessionCaller, input: UseLinkInput): Promise<SessionView>
}

export function createUseLinks(deps: {
  doors: Pick<Doors, 'inIdentity'>
  passwords: PasswordHashes
  inTurn: InTurn
  attempts: Attempts
  tenants: () => readonly NamedTenant[]
  sessions: Sessions
  readOwnSession: ReadOwnSession
  tryToBegin: TryToBeginSession
  recordAudit: RecordAudit
  refuse: RefuseSignIn
  newId: () => string
  hasSuperuser: (tx: IdentityTx) => Promise<boolean>
  /** The first superuser is there. */
  setUp: () => void
}): UseLinks {
  const { doors, attempts } = deps
  const joinWithLink = createJoinWithLink({
    ...deps,
    recordUse: (sides, caller, { link, personId, tenant }) => recordUse(sides, caller, link, { personId, tenant }),
  })

  async function look(caller: SessionCaller, { token }: LookAtLinkInput): Promise<LinkView> {
    const { kind, name, email, tenant, personId, roles, expiresAt } = await find(caller, token)
    const tenantName = deps.tenants().find(({ id }) => id === tenant)?.name ?? null
    const shown = { kind, email, tenantName, expiresAt: expiresAt.toISOString() }
    if (roles === null) return { ...shown, name, asksFor: 'new_password' }
    // How somebody is called who has an account is nothing for whoever invites an address.
    return { ...shown, name: null, asksFor: isOwn(caller.viewer, personId) ? 'nothing' : 'present_password' }
  }

  async function use(caller: SessionCaller, input: UseLinkInput): Promise<SessionView> {
    const link = await find(caller, input.token)
    const { personId, roles } = link
    const tenant = deps.tenants().find(({ id }) => id === link.tenant)
    if (roles !== null) {
      // Its own refusals are counted there.
      const joined =
        personId === null || tenant === undefined
          ? null
          : await joinWithLink(caller, { link, personId, tenant, roles }, input)
      if (joined === null) throw refuse(caller)
      return joined
    }
    const { password } = input
    if (password === undefined) throw new AppError('invalid_input', 'This link asks for a new password.')
    const view = await deps.inTurn(async () => {
      const passwordHash = await deps.passwords.hash(password)
      if (personId === null) return makeSuperuser(caller, link, input, passwordHash)
      return choosePassword(caller, link, personId, { passwordHash, name: input.name })
    })
    if (view === null) throw refuse(caller)
    if (link.email !== null) attempts.succeeded(toEmailKey(link.email))
    return view
  }

  async function choosePassword(
    caller: SessionCaller,
    link: OpenLink,
    personId: PersonId,
    chosen: { passwordHash: string; name: string | undefined },
  ): Promise<SessionView | null> {
    const tenant = await doors.inIdentity({ userId: personId }, async (tx) => {
      const person = await findPerson(tx, personId)
      const theirs = person === null ? [] : tenantsOf(person, await membershipsOf(tx, personId), deps.tenants())
      return theirs.find(({ id }) => id === link.tenant) ?? theirs[0]
    })
    if (tenant === undefined) return null
    let ended: SessionId[] = []
    const view = await deps.tryToBegin(caller, {
      personId,
      tenant: tenant.id,
      method: 'password',
      claimedRoles: null,
      onlyIf: async (sides, person) => {
        const isTaken = await sides.identity(async (tx) => {
          if (!(await takeLink(tx, link.hash))) return false
          await setPassword(tx, personId, chosen.passwordHash)
          if (link.kind === 'invitation' && chosen.name !== undefined) {
            await setName(tx, personId, chosen.name)
            person.name = chosen.name
          }
          await voidLinks(tx, personId)
          ended = await endSessions(tx, { personId }, 'password_changed')
          return true
        })
        if (isTaken) await recordUse(sides, caller, link, { personId, tenant })
        return isTaken
      },
    })
    if (view !== null) deps.sessions.ended(ended)
    return view
  }

  async function makeSuperuser(
    caller: SessionCaller,
    link: OpenLink,
    { name, email }: UseLinkInput,
    passwordHash: string,
  ): Promise<SessionView | null> {
    if (name === undefined || email === undefined) {
      throw new AppError('invalid_input', 'The first account needs a name and an e-mail address.')
    }
    const [tenant] = deps.tenants()
    if (tenant === undefined) {
      throw new AppError('tenant_unavailable', 'There is no tenant yet. Add one with `pnpm coco tenant add`.')
    }
    const personId = PersonId.parse(deps.newId())
    const account = { id: personId, email, emailKey: toEmailKey(email), name, passwordHash, isSuperuser: true }
    try {
      // By itself and first: the session's transaction begins with the person who has it.
      const isMade = await doors.inIdentity({}, async (tx) => {
        if ((await deps.hasSuperuser(tx)) || !(await takeLink(tx, link.hash))) return false
        await tx.insert(users).values(account)
        await deps.recordAudit.beforeTenant(tx, {
          action: 'person_created',
          decision: 'allowed',
          actor: { kind: 'person', id: personId },
          subject: personId,
          address: caller.source.address,
          requestId: caller.source.requestId,
          details: { by: link.kind, superuser: true },
        })
        return true
      })
      if (!isMade) return null
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new AppError('already_exists', 'There is an account with this e-mail address already.')
    }
    deps.setUp()
    return deps.tryToBegin(caller, { personId, tenant: tenant.id, method: 'password', claimedRoles: null })
  }

  async function find(caller: SessionCaller, token: string): Promise<OpenLink> {
    requireFew(caller)
    const link = await doors.inIdentity({}, async (tx) => {
      const open = await findOpenLink(tx, token)
      return open?.kind === 'setup' && (await deps.hasSuperuser(tx)) ? null : open
    })
    if (link === null) throw refuse(caller)
    return link
  }

  function requireFew(caller: SessionCaller): void {
    try {
      attempts.requireFew({ account: null, address: caller.source.address })
    } catch (error) {
      throw deps.refuse(caller, error)
    }
  }

  function refuse(caller: SessionCaller): unknown {
    attempts.failed({ account: null, address: caller.source.address })
    const sentence = 'This link does not work any more: it was used, it has expired, or a newer one took its place.'
    return deps.refuse(caller, new AppError('link_invalid', sentence))
  }

  function recordUse(
    sides: BothSides,
    { source }: SessionCaller,
    { kind, roles }: OpenLink,
    { personId, tenant }: { personId: PersonId; tenant: NamedTenant },
  ): Promise<void> {
    return sides.tenant((tx) =>
      deps.recordAudit.inTenant(tx, tenant.id, {
        action: 'link_used',
        decision: 'allowed',
        actor: { kind: 'person', id: personId },
        subject: personId,
        address: source.address,
        requestId: source.requestId,
        details: roles === null ? { kind } : { kind, roles },
      }),
    )
  }

  return { look, use }
}
