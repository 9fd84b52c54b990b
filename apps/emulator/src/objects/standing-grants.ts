import type { AccountData } from '../rbac/account-data.ts'
import { ownerOf } from './find-object.ts'
import { isSameObject } from './object-privileges.ts'
import type { ObjectGrant } from './object-records.ts'

type Privilege = Pick<ObjectGrant, 'privilege' | 'object'>

/** Every grant of one privilege on one object. */
export function grantsOf({ objectGrants }: AccountData, { privilege, object }: Privilege): ObjectGrant[] {
  return objectGrants.filter((grant) => grant.privilege === privilege && isSameObject(grant.object, object))
}

/**
 * The grants that would no longer stand if these went: who passed a privilege on had it, with the grant option, from somebody
 * who had it, and so on up to the owner.
 */
export function dependentGrants(data: AccountData, going: readonly ObjectGrant[]): ObjectGrant[] {
  const [first] = going
  if (!first) return []
  const all = grantsOf(data, first)
  const owner = ownerOf(data, first.object)
  const stood = standing(all, owner)
  const left = all.filter((grant) => !going.includes(grant))
  const stands = standing(left, owner)
  return left.filter((grant) => stood.has(grant) && !stands.has(grant))
}

function standing(grants: readonly ObjectGrant[], owner: string | undefined): ReadonlySet<ObjectGrant> {
  const byGrantor = Map.groupBy(grants, ({ grantedBy }) => grantedBy)
  const found = new Set<ObjectGrant>()
  const waiting = owner === undefined ? [] : [owner]
  const seen = new Set<string>()
  for (let grantor = waiting.pop(); grantor !== undefined; grantor = waiting.pop()) {
    if (seen.has(grantor)) continue
    seen.add(grantor)
    for (const grant of byGrantor.get(grantor) ?? []) {
      found.add(grant)
      if (grant.grantOption) waiting.push(grant.role)
    }
  }
  return found
}
