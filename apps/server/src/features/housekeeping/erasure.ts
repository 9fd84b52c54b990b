import type { TenantId } from '@coco/shared/ids'
import { eq } from 'drizzle-orm'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import { deletePassages } from '../../store/delete-passages.ts'
import type { Doors } from '../../store/doors.ts'
import { oneTimeLinks, sessions } from '../../store/tables/identity-tables.ts'
import type { AuditOrigin } from '../../trpc/audit-origin.ts'
import { deleteInBatches } from './delete-in-batches.ts'
import {
  documentsOf,
  forgetSpender,
  forgetUploader,
  hasRowsOf,
  OF_OWNERS,
  OF_TENANTS,
  tenantsWithDocumentsOf,
  tenantsWithUsageOf,
} from './keeper-store.ts'

/** Deleting a person or a tenant. In many small transactions: what fails half-way is finished by calling it again. */
export interface Erasure {
  /** What somebody wrote and was answered, in every tenant; what they spent, and documents of theirs, become nobody's. Their account is not touched. */
  erasePersonData(personId: string): Promise<void>
  /**
   * Everything of a tenant's, and the sessions in it. Its chain of the record stays, with an entry that says so.
   * @returns also of how many documents Snowflake has a copy, which nothing here deletes
   */
  removeTenantData(tenant: TenantId, by: AuditOrigin): Promise<{ rows: number; copies: number }>
  /** Whether there is anything of it to remove. */
  hasTenantData(tenant: TenantId): Promise<boolean>
}

export function createErasure(deps: {
  doors: Pick<Doors, 'asKeeper' | 'inIdentity' | 'inTenant'>
  recordAudit: RecordAudit
}): Erasure {
  const { doors } = deps

  async function erasePersonData(personId: string): Promise<void> {
    for (const remove of OF_OWNERS) {
      await deleteInBatches((maxRows) => doors.asKeeper({ ownerId: personId }, (tx) => remove(tx, personId, maxRows)))
    }
    const tenants = await doors.asKeeper({ ownerId: personId }, (tx) => tenantsWithUsageOf(tx, personId))
    for (const tenant of tenants) await doors.asKeeper({ tenant }, (tx) => forgetSpender(tx, tenant, personId))
    const withDocuments = await doors.asKeeper({ ownerId: personId }, (tx) => tenantsWithDocumentsOf(tx, personId))
    for (const tenant of withDocuments) await doors.asKeeper({ tenant }, (tx) => forgetUploader(tx, tenant, personId))
  }

  async function removeTenantData(tenant: TenantId, by: AuditOrigin): Promise<{ rows: number; copies: number }> {
    // First of all nobody may go on working in it.
    await doors.inIdentity({}, async (tx) => {
      await tx.delete(sessions).where(eq(sessions.tenantId, tenant))
      await tx.delete(oneTimeLinks).where(eq(oneTimeLinks.tenantId, tenant))
    })
    // A large document goes in more pieces than one transaction has time for.
    const documents = await doors.asKeeper({ tenant }, (tx) => documentsOf(tx, tenant))
    for (const document of documents) {
      await deletePassages(doors.inTenant, tenant, document)
    }
    let rows = 0
    for (const { remove, batchRows } of OF_TENANTS) {
      const removeBatch = (maxRows: number) => doors.asKeeper({ tenant }, (tx) => remove(tx, tenant, maxRows))
      rows += await deleteInBatches(removeBatch, undefined, batchRows)
    }
    const entry: AuditEntry = {
      action: 'tenant_removed',
      decision: 'allowed',
      ...by,
      subject: tenant,
      details: { rows },
    }
    await doors.asKeeper({ tenant }, (tx) => deps.recordAudit.inTenant(tx, tenant, entry))
    await doors.inIdentity({}, (tx) => deps.recordAudit.beforeTenant(tx, entry))
    return { rows, copies: documents.filter(({ inCortexSearch }) => inCortexSearch).length }
  }

  const hasTenantData = (tenant: TenantId) => doors.asKeeper({ tenant }, (tx) => hasRowsOf(tx, tenant))

  return { erasePersonData, removeTenantData, hasTenantData }
}
