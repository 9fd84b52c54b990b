import type { AuditAction } from '@coco/shared/audit-views'
import type { PersonInput } from '@coco/shared/identity-inputs'
import type { NewLink } from '@coco/shared/identity-views'
import type { PersonId, SessionId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { BothSides, Doors, IdentityTx } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { By } from './by.ts'
import { notThere } from './not-there.ts'
import { accountsOf, deleteAccount, setDeactivated } from './people-store.ts'

/** What only a superuser does, with anybody's account but their own. @throws AppError not_found, forbidden (oneself) */
export interface Accounts {
  /** The sessions stay until the link is used. */
  makeResetLink(by: By, input: PersonInput): Promise<NewLink>
  /** They cannot sign in any more, and whatever they have open ends. */
  deactivate(by: By, input: PersonInput): Promise<void>
  reactivate(by: By, input: PersonInput): Promise<void>
  /** The account, and everything that they wrote, in every tenant. */
  erase(by: By, input: PersonInput): Promise<void>
}

export function createAccounts(deps: {
  doors: Pick<Doors, 'inBoth'>
  makeResetLink: (tx: IdentityTx, link: { personId: PersonId; createdBy: string }) => Promise<NewLink>
  /** Every one of this person's. `ended` is told of them once that is committed. */
  endSessions: (tx: IdentityTx, personId: PersonId) => Promise<SessionId[]>
  /** They and their sessions are no more: whatever is open in their name ends. */
  ended: (personId: PersonId, sessionIds: readonly SessionId[]) => void
  voidLinks: (tx: IdentityTx, personId: PersonId) => Promise<void>
  erasePersonData: (personId: PersonId) => Promise<void>
  recordAudit: RecordAudit
}): Accounts {
  const { doors } = deps

  function makeResetLink(by: By, { personId }: PersonInput): Promise<NewLink> {
    return doors.inBoth(by.viewer, async (sides) => {
      await requireThere(sides, by, personId)
      const createdBy = by.viewer.subject
      const { path, expiresAt } = await sides.identity((tx) => deps.makeResetLink(tx, { personId, createdBy }))
      await record(sides, by, 'password_reset_link_made', personId)
      return { path, expiresAt }
    })
  }

  async function deactivate(by: By, { personId }: PersonInput): Promise<void> {
    const ended = await doors.inBoth(by.viewer, async (sides) => {
      await requireThere(sides, by, personId)
      const ids = await sides.identity((tx) => switchOff(tx, personId))
      await record(sides, by, 'person_deactivated', personId)
      return ids
    })
    deps.ended(personId, ended)
  }

  async function reactivate(by: By, { personId }: PersonInput): Promise<void> {
    await doors.inBoth(by.viewer, async (sides) => {
      await requireThere(sides, by, personId)
      await sides.identity((tx) => setDeactivated(tx, personId, false))
      await record(sides, by, 'person_reactivated', personId)
    })
  }

  /** First nobody writes in their name any more, then what they wrote goes, last the account: a half-way end is begun again. */
  async function erase(by: By, { personId }: PersonInput): Promise<void> {
    await deactivate(by, { personId })
    await deps.erasePersonData(personId)
    await doors.inBoth(by.viewer, async (sides) => {
      if (await sides.identity((tx) => deleteAccount(tx, personId))) await record(sides, by, 'person_deleted', personId)
    })
  }

  /** The account first: a sign-in that is under way waits for it, and then finds it off. */
  async function switchOff(tx: IdentityTx, personId: PersonId): Promise<SessionId[]> {
    await setDeactivated(tx, personId, true)
    await deps.voidLinks(tx, personId)
    return deps.endSessions(tx, personId)
  }

  async function requireThere(sides: BothSides, { viewer }: By, personId: PersonId): Promise<void> {
    const accounts = await sides.identity((tx) => accountsOf(tx, [personId]))
    if (!accounts.has(personId)) throw notThere()
    if (personId === viewer.subject) throw new AppError('forbidden', 'Nobody does this to their own account.')
  }

  function record(sides: BothSides, by: By, action: AuditAction, subject: PersonId): Promise<void> {
    const entry = { action, decision: 'allowed', ...auditOrigin(by), subject } as const
    return sides.tenant((tx) => deps.recordAudit.inTenant(tx, by.viewer.tenant, entry))
  }

  return { makeResetLink, deactivate, reactivate, erase }
}
