import type { Role, TenantRole } from '@coco/shared/roles'
import { roles as words } from '../words/en/roles.ts'
import { wordsOf } from '../words/language.ts'

const TENANT_ROLES = ['member', 'editor', 'admin', 'pii_access'] as const satisfies readonly TenantRole[]

/** The roles that a tenant's admin gives, each with what it means. */
export function roleChoices() {
  const { names, hints } = wordsOf(words)
  return TENANT_ROLES.map((value) => ({ value, label: names[value], hint: hints[value] }))
}

/** The same for an API key: a program manages neither people nor keys. */
export function keyRoleChoices() {
  const { adminKeyHint } = wordsOf(words)
  return roleChoices().map((choice) => (choice.value === 'admin' ? { ...choice, hint: adminKeyHint } : choice))
}

/** The roles whose boxes are ticked in a form. */
export function rolesIn(form: HTMLFormElement): TenantRole[] {
  const ticked = new FormData(form).getAll('roles')
  return TENANT_ROLES.filter((role) => ticked.includes(role))
}

/** As one reads them: "Editor, Personal data". */
export function rolesInWords(roles: readonly Role[]): string {
  const { names } = wordsOf(words)
  return roles.map((role) => names[role]).join(', ')
}
