import type { Permission } from '@coco/shared/identity-views'
import type { Role } from '@coco/shared/roles'

const OF_EDITORS = ['chat', 'share_prompts', 'ingest_documents'] as const
const OF_ADMINS = [
  ...OF_EDITORS,
  'see_grants',
  'delete_documents',
  'manage_people',
  'manage_keys',
  'manage_settings',
  'read_usage',
  'read_audit',
] as const

/**
 * The one table that says what a role may do inside its tenant. Whoever has several roles may do what any of them may.
 * Personal data is seen only with the right to it, whatever else somebody is.
 */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  member: ['chat'],
  editor: OF_EDITORS,
  admin: OF_ADMINS,
  pii_access: ['read_pii'],
  superuser: [...OF_ADMINS, 'manage_accounts'],
}

/** Who may come in, with what, and for how long: a person decides that, whom the record names. */
const FOR_PEOPLE_ALONE: ReadonlySet<Permission> = new Set([
  'manage_people',
  'manage_keys',
  'manage_settings',
  'manage_accounts',
])

/** What a program may do. A key that somebody has found ends with it: it makes no others, and lets nobody in. */
export function permissionsOfKey(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set([...permissionsOf(roles)].filter((permission) => !FOR_PEOPLE_ALONE.has(permission)))
}

export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => PERMISSIONS[role]))
}
