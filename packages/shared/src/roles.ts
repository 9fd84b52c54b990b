import { z } from 'zod'

/**
 * What somebody is inside a tenant. `pii_access` is a right that goes with any of the others. `superuser` stands above
 * tenants and is never given inside one. What each may do is in the server's one table.
 */
export const Role = z.enum(['member', 'editor', 'admin', 'pii_access', 'superuser'])
export type Role = z.infer<typeof Role>

/** What a tenant's admin can give. */
export const TenantRole = Role.exclude(['superuser'], 'must be member, editor, admin or pii_access')
export type TenantRole = z.infer<typeof TenantRole>

/** At least one, none twice. */
export const TenantRoles = z
  .array(TenantRole)
  .min(1, 'choose at least one role')
  .transform((roles) => [...new Set(roles)])
