import type { SessionView } from '@coco/shared/identity-views'
import type { TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/roles'
import type { Membership, Person } from './person-store.ts'
import { permissionsOf } from './roles.ts'

/** A tenant as people see it; a `Tenant` of the registry is one. */
export interface NamedTenant {
  id: TenantId
  name: string
}

/** Where somebody may work: a superuser everywhere, others where they are a member; in the order of the registry. */
export function tenantsOf(
  person: Pick<Person, 'isSuperuser'>,
  memberships: readonly Membership[],
  declared: readonly NamedTenant[],
): NamedTenant[] {
  const theirs = new Set(memberships.map(({ tenant }) => tenant))
  return declared.filter(({ id }) => person.isSuperuser || theirs.has(id)).map(({ id, name }) => ({ id, name }))
}

export function toSessionView(
  person: Person,
  session: { tenant: NamedTenant; roles: readonly Role[]; method: SessionView['method'] },
  tenants: readonly NamedTenant[],
): SessionView {
  const { tenant, roles, method } = session
  const isListed = tenants.some(({ id }) => id === tenant.id)
  return {
    person: { id: person.id, name: person.name, email: person.email },
    tenant: { id: tenant.id, name: tenant.name },
    roles: [...roles],
    permissions: [...permissionsOf(roles)],
    method,
    // Whom claims let into a tenant has no membership there.
    tenants: isListed ? [...tenants] : [{ id: tenant.id, name: tenant.name }, ...tenants],
  }
}
