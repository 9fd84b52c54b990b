import { PersonId } from '@coco/shared/ids'
import { Email, lineOfText } from '@coco/shared/text-fields'
import { and, eq } from 'drizzle-orm'
import { nameBasedUuid } from '../../platform/name-based-uuid.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, IdentityTx } from '../../store/doors.ts'
import { externalAccounts, users } from '../../store/tables/identity-tables.ts'
import type { Claims } from './belonging.ts'
import { OidcRefusal } from './oidc-refusal.ts'

/** Somebody as an issuer vouches for them. */
export interface ExternalAccount {
  issuer: string
  subject: string
  claims: Claims
}

/** People who have their account elsewhere. */
export interface ExternalAccounts {
  /**
   * The person whose account this is; made when it comes for the first time. Never found by an e-mail address: whoever can
   * choose one at the issuer would be somebody else here.
   *
   * @throws OidcRefusal account_deactivated, email_taken, no_email
   */
  personOf(account: ExternalAccount, origin: Pick<AuditEntry, 'address' | 'requestId'>): Promise<PersonId>
}

export function createExternalAccounts(deps: {
  doors: Pick<Doors, 'inIdentity'>
  recordAudit: Pick<RecordAudit, 'beforeTenant'>
  toEmailKey: (email: string) => string
  newId: () => string
}): ExternalAccounts {
  function personOf(account: ExternalAccount, origin: Pick<AuditEntry, 'address' | 'requestId'>): Promise<PersonId> {
    return deps.doors.inIdentity({}, async (tx) => {
      const known = await find(tx, account)
      if (known !== null) return known
      const id = PersonId.parse(deps.newId())
      const { name, email } = describe(account)
      const person = { id, name, email, emailKey: deps.toEmailKey(email) }
      const made = await tx.insert(users).values(person).onConflictDoNothing().returning({ id: users.id })
      if (made.length === 0) {
        // Either the same account came twice at once and the other was first, or it is somebody else's address.
        const meanwhile = await find(tx, account)
        if (meanwhile !== null) return meanwhile
        throw new OidcRefusal('email_taken', 'somebody else has an account with this e-mail address')
      }
      await tx.insert(externalAccounts).values({ issuer: account.issuer, subject: account.subject, userId: id })
      const actor = { kind: 'person', id } as const
      const details = { issuer: account.issuer }
      await deps.recordAudit.beforeTenant(tx, {
        action: 'person_created',
        decision: 'allowed',
        actor,
        subject: id,
        ...origin,
        details,
      })
      return id
    })
  }

  return { personOf }
}

async function find(tx: IdentityTx, { issuer, subject }: ExternalAccount): Promise<PersonId | null> {
  const [row] = await tx
    .select({ id: users.id, deactivatedAt: users.deactivatedAt })
    .from(externalAccounts)
    .innerJoin(users, eq(users.id, externalAccounts.userId))
    .where(and(eq(externalAccounts.issuer, issuer), eq(externalAccounts.subject, subject)))
  if (row === undefined) return null
  if (row.deactivatedAt !== null) throw new OidcRefusal('account_deactivated', `the person ${row.id} is deactivated`)
  return PersonId.parse(row.id)
}

/** Access tokens often name no e-mail address; such an account gets one that nobody can receive mail at. */
function describe({ issuer, subject, claims }: ExternalAccount): { name: string; email: string } {
  if (claims.email_verified === false)
    throw new OidcRefusal('no_email', 'the issuer has not verified the e-mail address')
  const email = claims.email === undefined ? null : Email.safeParse(claims.email)
  if (email?.success === false) throw new OidcRefusal('no_email', 'the claim email is not an e-mail address')
  const address = email?.data ?? `${nameBasedUuid(`external account ${issuer} ${subject}`)}@external.invalid`
  const names = [claims.name, claims.preferred_username, email?.data?.split('@')[0], 'Unnamed']
  const name = names.map((candidate) => lineOfText(100).safeParse(candidate)).find(({ success }) => success)?.data
  return { name: name ?? 'Unnamed', email: address }
}
