import type { TenantId } from '@coco/shared/ids'
import { and, eq, inArray } from 'drizzle-orm'
import type { Doors } from '../../../store/doors.ts'
import { generations, messages } from '../../../store/tables/conversation-tables.ts'

/**
 * Marks what a process that is gone was writing. To be called before anything is served: one process works on a database, so
 * whatever is running there runs nowhere.
 *
 * @returns how many
 */
export async function interruptOrphans(deps: {
  tenants: readonly TenantId[]
  asKeeper: Doors['asKeeper']
  now: () => number
}): Promise<number> {
  let count = 0
  for (const tenant of deps.tenants) {
    count += await deps.asKeeper({ tenant }, async (tx) => {
      const orphans = await tx
        .update(generations)
        .set({ status: 'interrupted', endedAt: new Date(deps.now()) })
        .where(and(eq(generations.tenantId, tenant), eq(generations.status, 'running')))
        .returning({ id: generations.id })
      const ids = orphans.map(({ id }) => id)
      if (ids.length > 0) {
        await tx
          .update(messages)
          .set({ isFinished: true })
          .where(and(eq(messages.tenantId, tenant), inArray(messages.generationId, ids)))
      }
      return ids.length
    })
  }
  return count
}
