import type { InvitePersonInput, PersonInput, SetRolesInput } from '@coco/shared/identity-inputs'
import type { InvitedPerson, PersonView } from '@coco/shared/identity-views'
import type { AuditAction } from '@coco/shared/audit-views'
import type { PersonId, SessionId, TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { By } from './by.ts'
import type { Invite } from './invite.ts'
import { isLastAdmin } from './last-admin.ts'
import { notThere } from './not-there.ts'
import { accountsOf, type Membership, membershipsIn, removeMembership, setMembershipRoles } from './people-store.ts'
import { toPersonView } from './person-view.ts'

/** The people of the caller's own tenant. Who is not one of them is not there. */
export interface People {
  list(viewer: Viewer): Promise<PersonView[]>
  /** @throws AppError already_exists */
  invite(by: By, input: InvitePersonInput): Promise<InvitedPerson>
  /** @throws AppError not_found, forbidden (oneself, the last admin) */
  setRoles(by: By, input: SetRolesInput): Promise<PersonView>
  /** From the tenant; the account stays, and no link leads back. @throws AppError not_found, forbidden (oneself, the last admin) */
  remove(by: By, input: PersonInput): Promise<void>
}

export function createPeople(deps: {
  doors: Pick<Doors, 'inBoth'>
  invite: Invite
  isSeeded: (id: PersonId) => boolean
  voidInvitations: (tx: IdentityTx, personId: PersonId, tenant: TenantId) => Promise<void>
  /** Of this person in this tenant. `ended` is told of them once that is committed. */
  endSessions: (tx: IdentityTx, personId: PersonId, tenant: TenantId) => Promise<SessionId[]>
  ended: (ids: readonly SessionId[]) => void
  /** Their next call looks anew. */
  changed: (personId: PersonId) => void
  recordAudit: RecordAudit
}): People {
  const { doors } = deps

  function list(viewer: Viewer): Promise<PersonView[]> {
    return doors.inBoth(viewer, async (sides) => {
      const members = await sides.tenant((tx) => membershipsIn(tx, viewer.tenant))
      return view(sides, viewer, members)
    })
  }

  async function setRoles(by: By, { personId, roles }: SetRolesInput): Promise<PersonView> {
    const { viewer } = by
    const person = await doors.inBoth(viewer, async (sides) => {
      const member = await requireMember(sides, by, personId)
      if (!roles.includes('admin')) await requireOtherAdmin(sides, by, personId)
      await sides.tenant((tx) => setMembershipRoles(tx, viewer.tenant, personId, roles))
      const [changed] = await view(sides, viewer, [{ ...member, roles }])
      const details = { before: member.roles, after: roles }
      await record(sides, by, 'person_roles_changed', { subject: personId, details })
      return changed
    })
    deps.changed(personId)
    if (person === undefined) throw notThere()
    return person
  }

  async function remove(by: By, { personId }: PersonInput): Promise<void> {
    const { viewer } = by
    const ended = await doors.inBoth(viewer, async (sides) => {
      await requireMember(sides, by, personId)
      await requireOtherAdmin(sides, by, personId)
      await sides.tenant((tx) => removeMembership(tx, viewer.tenant, personId))
      const ids = await sides.identity(async (tx) => {
        await deps.voidInvitations(tx, personId, viewer.tenant)
        return deps.endSessions(tx, personId, viewer.tenant)
      })
      await record(sides, by, 'person_removed', { subject: personId })
      return ids
    })
    deps.ended(ended)
    deps.changed(personId)
  }

  /** Two who take each other's role at the same time are let in one after the other: all memberships are locked. */
  async function requireMember(sides: BothSides, { viewer }: By, personId: PersonId): Promise<Membership> {
    const members = await sides.tenant((tx) => membershipsIn(tx, viewer.tenant, { lock: true }))
    const member = members.find((membership) => membership.personId === personId)
    if (member === undefined) throw notThere()
    if (personId === viewer.subject) throw new AppError('forbidden', 'Nobody changes what they are themselves.')
    return member
  }

  async function requireOtherAdmin(sides: BothSides, { viewer }: By, personId: PersonId): Promise<void> {
    if (viewer.permissions.has('manage_accounts') || !(await isLastAdmin(sides, viewer.tenant, personId))) return
    throw new AppError('forbidden', 'They are the only admin here. Make somebody else an admin first.')
  }

  async function view(sides: BothSides, viewer: Viewer, members: readonly Membership[]): Promise<PersonView[]> {
    const accounts = await sides.identity((tx) =>
      accountsOf(
        tx,
        members.map(({ personId }) => personId),
      ),
    )
    return members.flatMap((member) => {
      const account = accounts.get(member.personId)
      return account === undefined ? [] : [toPersonView(account, member, viewer, deps.isSeeded)]
    })
  }

  function record(sides: BothSides, by: By, action: AuditAction, entry: Pick<AuditEntry, 'subject' | 'details'>) {
    const { tenant } = by.viewer
    return sides.tenant((tx) =>
      deps.recordAudit.inTenant(tx, tenant, { action, decision: 'allowed', ...auditOrigin(by), ...entry }),
    )
  }

  return { list, invite: deps.invite, setRoles, remove }
}
