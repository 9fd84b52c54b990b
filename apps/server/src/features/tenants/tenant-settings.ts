import type { TenantSettingsView, UpdateTenantSettingsInput } from '@coco/shared/tenant-settings'
import { eq } from 'drizzle-orm'
import type { Clock } from '../../platform/clock.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { tenantSettings } from '../../store/tables/tenant-tables.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/** What a tenant's admin has set; what nobody has set is as if it were not there. */
export interface TenantSettings {
  get(viewer: Viewer): Promise<TenantSettingsView>
  update(by: { viewer: Viewer; source: CallSource }, input: UpdateTenantSettingsInput): Promise<TenantSettingsView>
}

export function createTenantSettings(deps: {
  doors: Pick<Doors, 'inTenant'>
  recordAudit: RecordAudit
  now: Clock['now']
}): TenantSettings {
  async function get(viewer: Viewer) {
    const [row] = await deps.doors.inTenant(viewer, (tx) =>
      tx
        .select({ conversationDays: tenantSettings.conversationDays })
        .from(tenantSettings)
        .where(eq(tenantSettings.tenantId, viewer.tenant)),
    )
    return row ?? { conversationDays: null }
  }

  function update(by: { viewer: Viewer; source: CallSource }, { conversationDays }: UpdateTenantSettingsInput) {
    const { tenant } = by.viewer
    const set = { conversationDays, updatedAt: new Date(deps.now()) }
    return deps.doors.inTenant(by.viewer, async (tx) => {
      await tx
        .insert(tenantSettings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: tenantSettings.tenantId, set })
      const details = { conversation_days: conversationDays }
      const entry = { action: 'settings_changed', decision: 'allowed', ...auditOrigin(by), details } as const
      await deps.recordAudit.inTenant(tx, tenant, entry)
      return { conversationDays }
    })
  }

  return { get, update }
}
