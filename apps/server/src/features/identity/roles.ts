import type { Role } from '@coco/shared/views'
import type { Permission } from '../../trpc/viewer.ts'

/** The one table that says what a role may do inside its tenant. Whoever has several roles may do what any of them may. */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  member: ['chat'],
  editor: ['chat'],
  admin: ['chat', 'see_grants'],
  superuser: ['chat', 'see_grants'],
}

export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => PERMISSIONS[role]))
}
