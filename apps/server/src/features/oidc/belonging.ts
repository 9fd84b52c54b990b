import { TenantId } from '@coco/shared/ids'
import { TenantRole } from '@coco/shared/roles'
import { OidcRefusal } from './oidc-refusal.ts'

/** Where a token says that its subject belongs. */
export interface Belonging {
  tenant: TenantId
  roles: TenantRole[]
}

/** How the issuer's claims are to be read; see `config/oidc.ts`. */
export interface ClaimNames {
  tenant: string
  roles: string
  tenantMap: ReadonlyMap<string, TenantId> | null
  roleMap: ReadonlyMap<string, TenantRole> | null
  defaultRole: TenantRole | null
}

export type Claims = Readonly<Record<string, unknown>>

/**
 * The tenant and roles that claims give by the operator's configuration. There is no tenant by default. Roles that nobody
 * here knows are passed over, because issuers send whole lists of groups; `superuser` is one of them.
 *
 * @throws OidcRefusal no_tenant, no_role
 */
export function toBelonging(claims: Claims, names: ClaimNames, hasTenant: (id: TenantId) => boolean): Belonging {
  const named = readClaim(claims, names.tenant)
  if (typeof named !== 'string') throw new OidcRefusal('no_tenant', `the claim ${names.tenant} names no tenant`)
  const tenant = names.tenantMap === null ? TenantId.safeParse(named).data : names.tenantMap.get(named)
  if (tenant === undefined || !hasTenant(tenant)) {
    throw new OidcRefusal('no_tenant', `the claim ${names.tenant} names a tenant that is not known here`)
  }
  const roles = toTexts(readClaim(claims, names.roles)).flatMap((role) => toRole(role, names.roleMap))
  if (roles.length === 0 && names.defaultRole !== null) return { tenant, roles: [names.defaultRole] }
  if (roles.length === 0) throw new OidcRefusal('no_role', `the claim ${names.roles} names no role that is known here`)
  return { tenant, roles: [...new Set(roles)] }
}

function toRole(name: string, map: ClaimNames['roleMap']): TenantRole[] {
  const role = map === null ? TenantRole.safeParse(name).data : map.get(name)
  return role === undefined ? [] : [role]
}

/** By its whole name (which may be an address, with dots), else as a path: `realm_access.roles`. */
export function readClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
