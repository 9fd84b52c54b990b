import type { Tenant } from '@coco/core/tenants/tenant'
import { PersonId, SeededPersonId, type TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { nameBasedUuid } from '../../platform/name-based-uuid.ts'
import type { Insider } from '../../store/doors.ts'
import { permissionsOf } from './roles.ts'

/** Somebody whom local mode signs in with one click, with the tenants they belong to and their roles there. */
export interface LocalPerson {
  seededId: SeededPersonId
  /** The same after every start: what they wrote is found again. */
  id: PersonId
  name: string
  email: string
  memberships: readonly { tenant: Tenant; roles: readonly TenantRole[] }[]
}

const OPERATOR_ID = SeededPersonId.parse('operator')
const OPERATOR_ROLES = ['admin', 'pii_access'] as const

/** The people of local mode: one per tenant, called like it, and an operator who belongs to all, is admin and sees all there. */
export function localPeople(tenants: readonly Tenant[]): LocalPerson[] {
  const taken = new Set<SeededPersonId>([OPERATOR_ID])
  const members = tenants.map((tenant): LocalPerson => {
    const seededId = seededPersonId(tenant, taken)
    taken.add(seededId)
    return toPerson(seededId, tenant.name, [{ tenant, roles: ['member'] }])
  })
  const everywhere = tenants.map((tenant) => ({ tenant, roles: OPERATOR_ROLES }))
  return [...members, toPerson(OPERATOR_ID, 'Operator', everywhere)]
}

function toPerson(seededId: SeededPersonId, name: string, memberships: LocalPerson['memberships']): LocalPerson {
  return { seededId, id: idOf(seededId), name, email: `${seededId}@local.invalid`, memberships }
}

const idOf = (seededId: SeededPersonId) => PersonId.parse(nameBasedUuid(`local person ${seededId}`))

/** The operator inside a tenant, for what the server does by itself in their name: the documents of the demonstration. */
export function localOperator(tenant: TenantId): Insider {
  return { tenant, subject: idOf(OPERATOR_ID), permissions: permissionsOf(OPERATOR_ROLES) }
}

/** `User Alpha` becomes `user-alpha`; two tenants of one name are told apart by their ids. */
function seededPersonId(tenant: Tenant, taken: ReadonlySet<SeededPersonId>): SeededPersonId {
  const slug = tenant.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const id = SeededPersonId.safeParse(slug)
  return id.success && !taken.has(id.data) ? id.data : SeededPersonId.parse(`user-of-${tenant.id}`)
}
