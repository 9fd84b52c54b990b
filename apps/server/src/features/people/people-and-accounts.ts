import type { NewLink } from '@coco/shared/identity-views'
import type { PersonId, SessionId, TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, IdentityTx } from '../../store/doors.ts'
import { createAccounts } from './accounts.ts'
import { createInvite } from './invite.ts'
import { createPeople } from './people.ts'

/** What this feature is told of who people are: see `features/identity`. */
export interface IdentityParts {
  toEmailKey: (email: string) => string
  /** Of the person whom the transaction has named. */
  membershipsOf: (tx: IdentityTx, id: PersonId) => Promise<readonly { tenant: TenantId }[]>
  makeLink: (
    tx: IdentityTx,
    link: {
      kind: 'invitation' | 'password_reset'
      personId: PersonId
      tenant: TenantId | null
      createdBy: string
      roles?: readonly TenantRole[]
    },
  ) => Promise<NewLink>
  voidLinks: (tx: IdentityTx, id: PersonId) => Promise<void>
  /** Those with which they would come into the tenant; null: into any. */
  voidInvitations: (tx: IdentityTx, id: PersonId, tenant: TenantId | null) => Promise<void>
  endSessions: (
    tx: IdentityTx,
    which: { personId: PersonId; tenant?: TenantId },
    reason: 'deactivated' | 'membership_removed',
  ) => Promise<SessionId[]>
  /** Committed: their open readers end, or look anew. */
  sessions: { ended(ids: readonly SessionId[]): void; changed(id: PersonId): void }
  personEnded: (id: PersonId, sessionIds: readonly SessionId[]) => void
  isSeeded: (id: PersonId) => boolean
}

export function createPeopleAndAccounts(deps: {
  doors: Doors
  recordAudit: RecordAudit
  identity: IdentityParts
  erasePersonData: (id: PersonId) => Promise<void>
  newId: () => string
}) {
  const { doors, recordAudit, identity, newId } = deps
  const { isSeeded } = identity
  return {
    people: createPeople({
      doors,
      invite: createInvite({
        doors,
        recordAudit,
        newId,
        isSeeded,
        toEmailKey: identity.toEmailKey,
        tenantsOf: async (tx, id) => (await identity.membershipsOf(tx, id)).map(({ tenant }) => tenant),
        makeInvitation: (tx, invitation) => identity.makeLink(tx, { kind: 'invitation', ...invitation }),
      }),
      isSeeded,
      voidInvitations: identity.voidInvitations,
      endSessions: (tx, personId, tenant) => identity.endSessions(tx, { personId, tenant }, 'membership_removed'),
      ended: identity.sessions.ended,
      changed: identity.sessions.changed,
      recordAudit,
    }),
    accounts: createAccounts({
      doors,
      makeResetLink: (tx, link) => identity.makeLink(tx, { kind: 'password_reset', tenant: null, ...link }),
      endSessions: (tx, personId) => identity.endSessions(tx, { personId }, 'deactivated'),
      ended: identity.personEnded,
      async voidLinks(tx, id) {
        await identity.voidLinks(tx, id)
        await identity.voidInvitations(tx, id, null)
      },
      erasePersonData: deps.erasePersonData,
      recordAudit,
    }),
  }
}
