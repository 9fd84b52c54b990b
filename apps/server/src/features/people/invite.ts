import type { InvitePersonInput } from '@coco/shared/identity-inputs'
import type { InvitedPerson, NewLink } from '@coco/shared/identity-views'
import { PersonId, type TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import { isUniqueViolation } from '../../platform/database/violation.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { By } from './by.ts'
import { notThere } from './not-there.ts'
import {
  type Account,
  accountByEmail,
  addMembership,
  insertAccount,
  isInvitedElsewhere,
  lockAccount,
  membershipsIn,
  setMembershipRoles,
} from './people-store.ts'
import { toPersonView } from './person-view.ts'

export type Invite = (by: By, input: InvitePersonInput) => Promise<InvitedPerson>

/** Makes a link: with `roles` they become a member when they use it, else they choose their first password with it. */
export type MakeInvitation = (
  tx: IdentityTx,
  invitation: { personId: PersonId; tenant: TenantId; createdBy: string; roles?: readonly TenantRole[] },
) => Promise<NewLink>

/**
 * Lets somebody into the caller's tenant, by e-mail address. Nobody proves an address here, so whoever was first to invite
 * it may have chosen its password. Somebody new belongs to the tenant at once, and chooses a password with the link. Whoever
 * has an account already joins by their own doing: with the link, and a proof that the account is theirs.
 */
export function createInvite(deps: {
  doors: Pick<Doors, 'inBoth' | 'inIdentity'>
  toEmailKey: (email: string) => string
  /** Of the person whom the transaction has named. */
  tenantsOf: (tx: IdentityTx, personId: PersonId) => Promise<TenantId[]>
  makeInvitation: MakeInvitation
  isSeeded: (id: PersonId) => boolean
  newId: () => string
  recordAudit: RecordAudit
}): Invite {
  return async (by, input) => {
    const { tenant } = by.viewer
    const emailKey = deps.toEmailKey(input.email)
    const known = await deps.doors.inIdentity({}, (tx) => accountByEmail(tx, emailKey))
    const isElsewhere = known !== null && (await belongsElsewhere(known.id, tenant))
    try {
      return await deps.doors.inBoth(by.viewer, async (sides) => {
        if (known === null) return welcome(sides, by, input, await makeAccount(sides, input, emailKey))
        // Again, now that nobody else invites them: of two tenants at once, the first has them, and its link.
        const { account, isTaken } = await sides.identity(async (tx) => ({
          account: await lockAccount(tx, known.id),
          isTaken: await isInvitedElsewhere(tx, known.id, tenant),
        }))
        if (account === null) throw notThere()
        const isNew = !isElsewhere && !isTaken && isUnused(account)
        return await (isNew ? welcome(sides, by, input, account) : letJoin(sides, by, input, account.id))
      })
    } catch (error) {
      // Somebody else invited them in this moment.
      if (isUniqueViolation(error)) throw alreadyThere()
      throw error
    }
  }

  /** Also again, for whoever has not come yet: the link may have been lost. */
  async function welcome(sides: BothSides, by: By, { roles }: InvitePersonInput, account: Account) {
    const { tenant, subject: createdBy } = by.viewer
    await sides.tenant(async (tx) => {
      if (await addMembership(tx, tenant, account.id, roles)) return
      await setMembershipRoles(tx, tenant, account.id, roles)
    })
    const link = await sides.identity((tx) => deps.makeInvitation(tx, { personId: account.id, tenant, createdBy }))
    await record(sides, by, account.id, { roles, joins: 'at_once' })
    const person = toPersonView(account, { roles, since: new Date() }, by.viewer, deps.isSeeded)
    return { person, joins: 'at_once', link: shown(link) } as const
  }

  async function letJoin(sides: BothSides, by: By, { email, name, roles }: InvitePersonInput, personId: PersonId) {
    const { tenant, subject: createdBy } = by.viewer
    const [member] = await sides.tenant((tx) => membershipsIn(tx, tenant, { personId }))
    if (member !== undefined) throw alreadyThere()
    const link = await sides.identity((tx) => deps.makeInvitation(tx, { personId, tenant, createdBy, roles }))
    await record(sides, by, personId, { roles, joins: 'with_link' })
    // As they were invited, and not as they are: who they are is nothing to a tenant that they have not joined.
    const stranger = unusedAccount(personId, { email, name })
    const person = toPersonView(stranger, { roles, since: new Date() }, by.viewer, () => false)
    return { person, joins: 'with_link', link: shown(link) } as const
  }

  async function makeAccount(sides: BothSides, { email, name }: InvitePersonInput, emailKey: string): Promise<Account> {
    const id = PersonId.parse(deps.newId())
    await sides.identity((tx) => insertAccount(tx, { id, email, emailKey, name }))
    return unusedAccount(id, { email, name })
  }

  async function belongsElsewhere(id: PersonId, tenant: TenantId): Promise<boolean> {
    const tenants = await deps.doors.inIdentity({ userId: id }, (tx) => deps.tenantsOf(tx, id))
    return tenants.some((theirs) => theirs !== tenant)
  }

  /** Nobody has come to it in any way, so that it is nobody's yet. */
  function isUnused({ id, hasPassword, isKnownOtherwise, isSuperuser, isDeactivated }: Account): boolean {
    return !(hasPassword || isKnownOtherwise || isSuperuser || isDeactivated || deps.isSeeded(id))
  }

  function record(sides: BothSides, by: By, subject: PersonId, details: NonNullable<AuditEntry['details']>) {
    const entry = { action: 'person_invited', decision: 'allowed', ...auditOrigin(by), subject, details } as const
    return sides.tenant((tx) => deps.recordAudit.inTenant(tx, by.viewer.tenant, entry))
  }
}

function unusedAccount(id: PersonId, { email, name }: { email: string; name: string }): Account {
  return { id, email, name, isSuperuser: false, isDeactivated: false, hasPassword: false, isKnownOtherwise: false }
}

const shown = ({ path, expiresAt }: NewLink): NewLink => ({ path, expiresAt })

function alreadyThere(): AppError {
  return new AppError('already_exists', 'They belong to this tenant already.')
}
