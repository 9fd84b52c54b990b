import { activeRoles, type Execution, managesGrants } from '../sql/session.ts'
import { hasAnyPrivilege, reachesContainers } from './object-privileges.ts'
import type { ObjectRef } from './object-records.ts'

/**
 * Whether the session may know of an object: it may do something with it and comes to it, or it has MANAGE GRANTS, which
 * sees every object (snowflake docs: security-access-control-considerations).
 */
export function isVisible(execution: Execution, object: ObjectRef): boolean {
  const { data } = execution
  if (managesGrants(execution)) return true
  const active = activeRoles(execution)
  return reachesContainers(data, active, object) && hasAnyPrivilege(data, active, object)
}
