import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Doors, Insider, TenantTx } from '../../store/doors.ts'
import { usage } from '../../store/tables/record-tables.ts'

/** One answer as it was spent. */
export interface Spent {
  /** The same id again is the same spending: a write that is repeated counts once. */
  id: string
  at: Date
  kind: 'chat' | 'complete' | 'stream' | 'query' | 'embed'
  model: string
  generationId: string | null
  /** Null where upstream said nothing of it. */
  promptTokens: number | null
  completionTokens: number | null
  /** Whether the answer came to its own end. */
  isComplete: boolean
}

/** What answers cost. Numbers only. */
export interface Usage {
  /** In the transaction that stores the answer. */
  record(tx: TenantTx, of: { tenant: TenantId; subject: string }, spent: Spent): Promise<void>
  /** For answers that are stored nowhere: nobody waits, and a failure is logged. */
  recordLater(viewer: Insider, spent: Spent): void
}

export function createUsage(deps: { inTenant: Doors['inTenant']; background: Background }): Usage {
  async function record(tx: TenantTx, { tenant, subject }: { tenant: TenantId; subject: string }, spent: Spent) {
    const { isComplete, ...row } = spent
    const isWhole = isComplete && row.promptTokens !== null && row.completionTokens !== null
    await tx
      .insert(usage)
      .values({ tenantId: tenant, ownerId: subject, ...row, isWhole })
      .onConflictDoNothing()
  }

  function recordLater(viewer: Insider, spent: Spent): void {
    deps.background.run('counting an answer', () => deps.inTenant(viewer, (tx) => record(tx, viewer, spent)))
  }

  return { record, recordLater }
}
