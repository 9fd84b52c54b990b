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
  /** Whether this user is that person; nobody is when the request names no user. */
  isPerson(userName: string | null, personId: PersonId): Promise<boolean>
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

  const find = (userName: string) => doors.inIdentity({}, (tx) => findPersonByEmail(tx, toAddress(userName)))

  async function proven(userName: string) {
    const person = await find(userName)
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

  async function isPerson(userName: string | null, personId: PersonId): Promise<boolean> {
    if (userName === null) return false
    const known = kept.get(userName)
    if (known !== undefined && known.untilMs > monotonicMs()) return known.personId === personId
    const person = await find(userName)
    kept.delete(userName)
    if (person === null) return false
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(userName, { personId: person.id, untilMs: monotonicMs() + KEPT_MS })
    return person.id === personId
  }

  return { proven, isPerson }
}

const toAddress = (userName: string) => toEmailKey(userName.includes('@') ? userName : `${userName}@${NAMES_DOMAIN}`)
