import type { PersonId, TenantId } from '@coco/shared/ids'
import type { Clock } from '../../platform/clock.ts'
import type { Doors } from '../../store/doors.ts'
import { toEmailKey } from './email-key.ts'
import { findPersonByEmail, lastTenantOf, membershipsOf, type Person } from './person-store.ts'
import { type NamedTenant, tenantsOf } from './session-view.ts'

/** For the sign-in page. One signs out of the ingress at a path that it keeps for itself (source: snowflake docs, spcs ingress). */
export const INGRESS_PROVIDER = {
  name: 'Snowflake',
  path: '/auth/ingress/start',
  inFront: { signOutPath: '/sfc-endpoint/logout' },
}

/** A Snowflake user whose name is no e-mail address is the person with this one, at which nobody receives mail. */
const NAMES_DOMAIN = 'snowflake.invalid'
/** For so long a person who was found is not looked for again; their account and session are looked at all the same. */
const KEPT_MS = 5_000
const MOST_KEPT = 10_000

/** Who people are by the Snowflake user that the ingress in front has signed in. */
export interface IngressPeople {
  /** Null: nobody here has that user's name, or they are deactivated, or belong to no tenant. */
  proven(userName: string): Promise<{ personId: PersonId; tenant: TenantId } | null>
  /** Null: nobody here has that user's name, or the request names no user. Whether they may come in is not asked. */
  find(userName: string | null): Promise<PersonId | null>
}

/**
 * An operator adds people as everywhere, with the name of their Snowflake user as e-mail address: `ANN@ACME.COM` is
 * `ann@acme.com`, `ANN` is `ann@snowflake.invalid`. Upper and lower case are one, as for every address here.
 */
export function createIngressPeople(deps: {
  doors: Pick<Doors, 'inIdentity'>
  tenants: () => readonly NamedTenant[]
  monotonicMs: Clock['monotonicMs']
}): IngressPeople {
  const { doors, monotonicMs } = deps
  const kept = new Map<string, { personId: PersonId; untilMs: number }>()

  async function lookUp(userName: string): Promise<Person | null> {
    const address = toAddress(userName)
    return address === null ? null : doors.inIdentity({}, (tx) => findPersonByEmail(tx, address))
  }

  async function proven(userName: string) {
    const person = await lookUp(userName)
    if (person === null || person.isDeactivated) return null
    const tenant = await chooseTenant(person)
    return tenant === undefined ? null : { personId: person.id, tenant }
  }

  /** Where they worked last, else the first of theirs. */
  async function chooseTenant(person: Person): Promise<TenantId | undefined> {
    return doors.inIdentity({ userId: person.id }, async (tx) => {
      const theirs = tenantsOf(person, await membershipsOf(tx, person.id), deps.tenants())
      const last = await lastTenantOf(tx, person.id)
      return (theirs.find(({ id }) => id === last) ?? theirs[0])?.id
    })
  }

  async function find(userName: string | null): Promise<PersonId | null> {
    if (userName === null) return null
    const known = kept.get(userName)
    if (known !== undefined && known.untilMs > monotonicMs()) return known.personId
    const person = await lookUp(userName)
    kept.delete(userName)
    if (person === null) return null
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(userName, { personId: person.id, untilMs: monotonicMs() + KEPT_MS })
    return person.id
  }

  return { proven, find }
}

/**
 * Null for a name that could be taken for somebody else's: Snowflake quotes names of any characters, and addresses that look
 * alike are one here; and one that is written as a name without an address is written here.
 */
function toAddress(userName: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(userName)) return null
  const address = toEmailKey(userName)
  if (!address.includes('@')) return `${address}@${NAMES_DOMAIN}`
  return address.endsWith(`@${NAMES_DOMAIN}`) ? null : address
}
