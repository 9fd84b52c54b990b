import type { GenerationId } from '@coco/shared/ids'
import { and, eq } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { generations, messages } from '../../../store/tables/conversation-tables.ts'
import type { Owner } from '../generation/generations.ts'

/**
 * A database that fails while it commits may have stored the start of an answer all the same. If it is there nothing writes
 * it: it is marked, so that its owner can ask again and no page waits for it.
 */
export async function interruptLost(tx: TenantTx, owner: Owner, id: GenerationId, at: Date): Promise<void> {
  const { tenant, subject } = owner
  const stored = await tx
    .update(generations)
    .set({ status: 'interrupted', endedAt: at })
    .where(
      and(
        eq(generations.tenantId, tenant),
        eq(generations.ownerId, subject),
        eq(generations.id, id),
        eq(generations.status, 'running'),
      ),
    )
  if (stored.rowCount === 0) return
  await tx
    .update(messages)
    .set({ isFinished: true })
    .where(and(eq(messages.tenantId, tenant), eq(messages.ownerId, subject), eq(messages.generationId, id)))
}
