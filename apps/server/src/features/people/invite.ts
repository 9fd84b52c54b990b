import type { InvitePersonInput } from '@coco/shared/identity-inputs'
import type { InvitedPerson, NewLink } from '@coco/shared/identity-views'
import { PersonId, type TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import { isUniqueViolation } from '../../platform/database/violation.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { By } from './by.ts'
import { type Account, accountByEmail, addMembership, insertAccount, setMembershipRoles } from './people-store.ts'
import { toPersonView } from './person-view.ts'

export type Invite = (by: By, input: InvitePersonInput) => Promise<InvitedPerson>

/** Makes a link with which somebody chooses their first password. */
export type MakeInvitation = (
  tx: IdentityTx,
  invitation: { personId: PersonId; tenant: TenantId; createdBy: string },
) => Promise<NewLink>

/**
 * Adds somebody to the caller's tenant, by e-mail address. Only whoever is new gets a link, and through whoever invited
 * them: a link to an account that others have let into their tenants would be a way into those.
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
    const isOursAlone = known !== null && (await belongsHereAlone(known, tenant))
    try {
      return await deps.doors.inBoth(by.viewer, (sides) => add(sides, by, input, { emailKey, known, isOursAlone }))
    } catch (error) {
      // Somebody else invited them in this moment.
      if (isUniqueViolation(error)) throw alreadyThere()
      throw error
    }
  }

  async function add(
    sides: BothSides,
    by: By,
    { email, name, roles }: InvitePersonInput,
    { emailKey, known, isOursAlone }: { emailKey: string; known: Account | null; isOursAlone: boolean },
  ) {
    const { tenant, subject } = by.viewer
    const account = known ?? newAccount({ email, name })
    if (known === null) await sides.identity((tx) => insertAccount(tx, { id: account.id, email, emailKey, name }))
    await sides.tenant(async (tx) => {
      if (await addMembership(tx, tenant, account.id, roles)) return
      if (!isOursAlone) throw alreadyThere()
      await setMembershipRoles(tx, tenant, account.id, roles)
    })
    const link =
      known === null || isOursAlone
        ? await sides.identity((tx) => deps.makeInvitation(tx, { personId: account.id, tenant, createdBy: subject }))
        : null
    await sides.tenant((tx) =>
      deps.recordAudit.inTenant(tx, tenant, {
        action: 'person_invited',
        decision: 'allowed',
        ...auditOrigin(by),
        subject: account.id,
        details: { roles, new_account: known === null, with_link: link !== null },
      }),
    )
    const person = toPersonView(account, { roles, since: new Date() }, by.viewer, deps.isSeeded)
    return { person, link: link === null ? null : { path: link.path, expiresAt: link.expiresAt } }
  }

  /** Belongs to nobody else, and has not come yet: the invitation was lost, and may be made again. */
  async function belongsHereAlone(account: Account, tenant: TenantId): Promise<boolean> {
    const { id, hasPassword, isKnownOtherwise, isSuperuser, isDeactivated } = account
    if (hasPassword || isKnownOtherwise || isSuperuser || isDeactivated || deps.isSeeded(id)) return false
    const tenants = await deps.doors.inIdentity({ userId: id }, (tx) => deps.tenantsOf(tx, id))
    return tenants.every((theirs) => theirs === tenant)
  }

  function newAccount({ email, name }: { email: string; name: string }): Account {
    const id = PersonId.parse(deps.newId())
    return { id, email, name, isSuperuser: false, isDeactivated: false, hasPassword: false, isKnownOtherwise: false }
  }
}

function alreadyThere(): AppError {
  return new AppError('already_exists', 'They belong to this tenant already.')
}
