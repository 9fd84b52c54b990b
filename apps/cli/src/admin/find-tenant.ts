import type { Tenant } from '@coco/core/tenants/tenant'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import { type Cli, Refusal } from '../command.ts'

/** The tenants that are declared here. */
export function declaredTenants({ folder, settings }: Cli): readonly Tenant[] {
  return openTenantRegistry({ folder, settings, watch: false }).list()
}

/** @throws Refusal that names those there are */
export function findTenant(cli: Cli, id: string | undefined): Tenant {
  const tenants = declaredTenants(cli)
  const found = tenants.find((tenant) => tenant.id === id)
  if (found !== undefined) return found
  const names = tenants.map((tenant) => tenant.id).join(', ')
  if (id === undefined) throw new Refusal(`Say which tenant: --tenant NAME. There are: ${names}.`)
  throw new Refusal(`There is no tenant ${JSON.stringify(id.slice(0, 60))}. There are: ${names}.`)
}
