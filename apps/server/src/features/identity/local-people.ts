import type { Tenant } from '@coco/core/tenants/tenant'
import { PersonId, type TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/views'

/** Somebody who may sign in, with the tenants they belong to and their roles there. */
export interface Person {
  id: PersonId
  name: string
  memberships: readonly { tenant: Tenant; roles: readonly Role[] }[]
}

const OPERATOR_ID = PersonId.parse('operator')

/** The people of local mode: one per tenant, called like it, and an operator who belongs to all and is admin there. */
export function localPeople(tenants: readonly Tenant[]): Person[] {
  const taken = new Set<PersonId>([OPERATOR_ID])
  const members = tenants.map((tenant): Person => {
    const id = personId(tenant, taken)
    taken.add(id)
    return { id, name: tenant.name, memberships: [{ tenant, roles: ['member'] }] }
  })
  const everywhere = tenants.map((tenant) => ({ tenant, roles: ['admin'] as const }))
  return [...members, { id: OPERATOR_ID, name: 'Operator', memberships: everywhere }]
}

export function membershipIn(person: Person, tenant: TenantId) {
  return person.memberships.find((membership) => membership.tenant.id === tenant)
}

/** `User Alpha` becomes `user-alpha`; two tenants of one name are told apart by their ids. */
function personId(tenant: Tenant, taken: ReadonlySet<PersonId>): PersonId {
  const slug = tenant.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const id = PersonId.safeParse(slug)
  return id.success && !taken.has(id.data) ? id.data : PersonId.parse(`user-of-${tenant.id}`)
}
