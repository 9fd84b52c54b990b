import { TenantId } from '@coco/shared/ids'
import { and, eq } from 'drizzle-orm'
import type { Doors } from '../../store/doors.ts'
import { audit } from '../../store/tables/record-tables.ts'
import { NOBODYS } from './audit-store.ts'

/** Tenants whose data was removed: their chains are still there to be verified. */
export async function removedTenants({ inIdentity }: Pick<Doors, 'inIdentity'>): Promise<TenantId[]> {
  const rows = await inIdentity({}, (tx) =>
    tx
      .selectDistinct({ subject: audit.subject })
      .from(audit)
      .where(and(eq(audit.tenantId, NOBODYS), eq(audit.action, 'tenant_removed'))),
  )
  return rows.flatMap(({ subject }) => TenantId.safeParse(subject).data ?? [])
}
