import { activeRoles, type Execution, managesGrants } from '../sql/session.ts'
import { ownerOf } from './find-object.ts'
import { isWithinReach } from './object-privileges.ts'
import type { ObjectRef } from './object-records.ts'

/**
 * Tells which objects the session may know of: those it comes to and may do something with, or all of them with MANAGE
 * GRANTS (snowflake docs: security-access-control-considerations). What the roles hold is worked out once.
 */
export function visibilityFor(execution: Execution): (object: ObjectRef) => boolean {
  const { data } = execution
  if (managesGrants(execution)) return (object) => ownerOf(data, object) !== undefined
  const active = activeRoles(execution)
  return (object) => isWithinReach(data, active, object)
}
