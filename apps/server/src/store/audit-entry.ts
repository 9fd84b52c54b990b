import type { AuditAction } from '@coco/shared/audit-views'
import type { TenantId } from '@coco/shared/ids'
import type { IdentityTx, KeeperTx, TenantTx } from './doors.ts'

/** One thing that was done, or refused. Ids, names of models and of roles; never a name of a person, an e-mail or a prompt. */
export interface AuditEntry {
  action: AuditAction
  decision: 'allowed' | 'denied'
  actor: { kind: 'person' | 'key' | 'system' | 'anonymous'; id: string | null }
  /** What it was done to: an id. */
  subject?: string
  address: string | null
  requestId: string | null
  details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** Writes to the record in the transaction of what it records: without the one there is not the other. */
export interface RecordAudit {
  inTenant(tx: TenantTx | KeeperTx, tenant: TenantId, entry: AuditEntry): Promise<void>
  /** What happened before a tenant was known, or concerns none. */
  beforeTenant(tx: IdentityTx, entry: AuditEntry): Promise<void>
}
