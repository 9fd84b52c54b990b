import type { Role, TenantRole } from '@coco/shared/roles'

/** What people call a role. */
export const ROLE_NAMES: Record<Role, string> = {
  member: 'Member',
  editor: 'Editor',
  admin: 'Admin',
  pii_access: 'Personal data',
  superuser: 'Superuser',
}

const HINTS: Record<TenantRole, string> = {
  member: 'May chat.',
  editor: 'May chat, and add documents once there are any.',
  admin: 'May also manage people, API keys and settings.',
  pii_access: 'May see passages with personal data. Goes with one of the others.',
}

/** The roles that a tenant's admin gives, each with what it means. */
export const ROLE_CHOICES = (Object.keys(HINTS) as TenantRole[]).map((value) => ({
  value,
  label: ROLE_NAMES[value],
  hint: HINTS[value],
}))

/** The same for an API key: a program manages neither people nor keys. */
export const KEY_ROLE_CHOICES = ROLE_CHOICES.map((choice) =>
  choice.value === 'admin'
    ? { ...choice, hint: 'May also read usage and the record. People and keys are for people to manage.' }
    : choice,
)

/** The roles whose boxes are ticked in a form. */
export function rolesIn(form: HTMLFormElement): TenantRole[] {
  const ticked = new FormData(form).getAll('roles')
  return ROLE_CHOICES.map(({ value }) => value).filter((role) => ticked.includes(role))
}

/** As one reads them: "Editor, Personal data". */
export function rolesInWords(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join(', ')
}
