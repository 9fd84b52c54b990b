import type { NewLink, PersonView } from '@coco/shared/identity-views'
import { PersonId, type TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { asc, eq } from 'drizzle-orm'
import { AppError } from '../../platform/app-error.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, IdentityTx, TenantTx } from '../../store/doors.ts'
import { users } from '../../store/tables/identity-tables.ts'
import type { AuditOrigin } from '../../trpc/audit-origin.ts'
import {
  accountByEmail,
  accountsOf,
  addMembership,
  hasNotCome,
  insertAccount,
  lockAccount,
  membershipsIn,
} from './people-store.ts'
import { statusOf } from './person-view.ts'

export interface NewPerson {
  email: string
  name: string
  isSuperuser: boolean
  /** Null: a link with which they choose one. */
  password: string | null
  membership: { tenant: TenantId; roles: readonly TenantRole[] } | null
}

/** A line of the list of everybody, across tenants. */
export interface PersonLine {
  id: PersonId
  email: string
  name: string
  status: PersonView['status']
  isSuperuser: boolean
  memberships: { tenant: TenantId; roles: readonly TenantRole[] }[]
}

/** Everybody's account for whoever holds the machine. */
export interface OperatorAccounts {
  /**
   * Makes an account, or lets somebody who has one into a tenant. Whoever has not come to it yet gets a link, and those of
   * before are void: they may be with somebody who should not become what this makes of them. Null when they need none.
   * @throws AppError already_exists
   */
  add(person: NewPerson): Promise<{ id: PersonId; isNew: boolean; link: NewLink | null }>
  /** Null when nobody has this address. */
  makeResetLink(email: string): Promise<NewLink | null>
  list(tenants: readonly TenantId[]): Promise<PersonLine[]>
}

export function createOperatorAccounts(deps: {
  doors: Pick<Doors, 'inBoth' | 'inIdentity' | 'inTenant'>
  recordAudit: RecordAudit
  by: AuditOrigin
  identity: {
    toEmailKey: (email: string) => string
    hashPassword: (password: string) => Promise<string>
    setPassword: (tx: IdentityTx, id: PersonId, hash: string) => Promise<void>
    makeLink: (
      tx: IdentityTx,
      link: {
        kind: 'invitation' | 'password_reset'
        personId: PersonId
        tenant: TenantId | null
        createdBy: null
      },
    ) => Promise<NewLink>
    /** The link that makes the first superuser is worth nothing once there is one. */
    voidSetupLinks: (tx: IdentityTx) => Promise<void>
  }
  newId: () => string
}): OperatorAccounts {
  const { doors, recordAudit, identity } = deps

  async function add(person: NewPerson) {
    const { membership } = person
    // Hashing takes its time: not inside a transaction.
    const passwordHash = person.password === null ? null : await identity.hashPassword(person.password)
    if (membership === null) {
      return doors.inIdentity({}, async (tx) => {
        const made = await makeAccount(tx, person, passwordHash)
        if (!made.isNew && !made.isChanged) throw alreadyThere()
        await recordAudit.beforeTenant(tx, entry('person_created', made.id, about(person, made.isNew)))
        return made
      })
    }
    return doors.inBoth(asNobody(membership.tenant), async (sides) => {
      const made = await sides.identity((tx) => makeAccount(tx, person, passwordHash))
      await sides.tenant(async (tx) => {
        const isAdded = await addMembership(tx, membership.tenant, made.id, membership.roles)
        if (!isAdded && !made.isChanged) throw alreadyThere()
        const action = made.isNew ? 'person_created' : 'person_invited'
        await recordAudit.inTenant(tx, membership.tenant, entry(action, made.id, about(person, made.isNew)))
      })
      return made
    })
  }

  async function makeAccount(tx: IdentityTx, person: NewPerson, passwordHash: string | null) {
    const { email, name, isSuperuser } = person
    const emailKey = identity.toEmailKey(email)
    const found = await accountByEmail(tx, emailKey)
    // As it stays: a link that is used in this moment is used before, or is void.
    const known = found === null ? null : await lockAccount(tx, found.id)
    // Somebody's password is theirs: who forgot it gets a link.
    if (known !== null && passwordHash !== null) throw hasAccount()
    const id = known?.id ?? PersonId.parse(deps.newId())
    if (known === null) await insertAccount(tx, { id, email, emailKey, name })
    const isChanged = isSuperuser && known?.isSuperuser !== true
    if (isChanged) {
      await tx.update(users).set({ isSuperuser: true }).where(eq(users.id, id))
      await identity.voidSetupLinks(tx)
    }
    if (passwordHash !== null) await identity.setPassword(tx, id, passwordHash)
    const tenant = person.membership?.tenant ?? null
    const needsLink = passwordHash === null && (known === null || hasNotCome(known))
    const link = needsLink
      ? await identity.makeLink(tx, { kind: 'invitation', personId: id, tenant, createdBy: null })
      : null
    return { id, isNew: known === null, isChanged, link }
  }

  function makeResetLink(email: string): Promise<NewLink | null> {
    return doors.inIdentity({}, async (tx) => {
      const account = await accountByEmail(tx, identity.toEmailKey(email))
      if (account === null) return null
      const link = { kind: 'password_reset', personId: account.id, tenant: null, createdBy: null } as const
      const made = await identity.makeLink(tx, link)
      await recordAudit.beforeTenant(tx, entry('password_reset_link_made', account.id))
      return made
    })
  }

  async function list(tenants: readonly TenantId[]): Promise<PersonLine[]> {
    const accounts = await doors.inIdentity({}, async (tx) => {
      const rows = await tx.select({ id: users.id }).from(users).orderBy(asc(users.emailKey))
      const ids = rows.map(({ id }) => PersonId.parse(id))
      const found = await accountsOf(tx, ids)
      return ids.flatMap((id) => found.get(id) ?? [])
    })
    const lines = accounts.map((account): PersonLine => {
      const { id, email, name, isSuperuser } = account
      return { id, email, name, isSuperuser, status: statusOf(account, false), memberships: [] }
    })
    const byId = new Map(lines.map((line) => [line.id, line]))
    for (const tenant of tenants) {
      const members = await doors.inTenant(asNobody(tenant), (tx: TenantTx) => membershipsIn(tx, tenant))
      for (const { personId, roles } of members) byId.get(personId)?.memberships.push({ tenant, roles })
    }
    return lines
  }

  function entry(
    action: AuditEntry['action'],
    subject: string,
    details: NonNullable<AuditEntry['details']> = {},
  ): AuditEntry {
    return { action, decision: 'allowed', ...deps.by, subject, details }
  }

  return { add, makeResetLink, list }
}

function about({ isSuperuser, membership }: NewPerson, isNew: boolean) {
  return { roles: membership?.roles ?? [], superuser: isSuperuser, new_account: isNew }
}

/** Inside a tenant, and nobody's conversations. */
const asNobody = (tenant: TenantId) => ({ tenant, subject: '', permissions: new Set<string>() })

const alreadyThere = () => new AppError('already_exists', 'They are there already, and nothing was changed.')
const hasAccount = () =>
  new AppError('already_exists', 'Somebody with this address has an account already, and a password is theirs alone.')
