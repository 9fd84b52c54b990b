import type { TenantId } from '@coco/shared/ids'
import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Doors } from '../../store/doors.ts'
import { uploads } from '../../store/tables/document-tables.ts'
import { deleteInBatches } from './delete-in-batches.ts'

/** As long as somebody may want to go on tomorrow morning: what people wrote should not lie around. */
const DAYS = 1
const DAY_MS = 86_400_000

/** Deletes files that were read and neither kept nor discarded, and what is left of those that were. Never one that is being kept. */
export async function forgetOldUploads(
  { asKeeper }: Pick<Doors, 'asKeeper'>,
  { tenant, nowMs }: { tenant: TenantId; nowMs: number },
  signal?: AbortSignal,
): Promise<void> {
  const isOld = and(
    eq(uploads.tenantId, tenant),
    // Nothing is read for a day.
    inArray(uploads.state, ['reading', 'ready', 'done', 'failed']),
    lt(uploads.updatedAt, new Date(nowMs - DAYS * DAY_MS)),
  )
  await deleteInBatches(
    (maxRows) =>
      asKeeper({ tenant }, async (tx) => {
        const old = tx.select({ id: uploads.id }).from(uploads).where(isOld).limit(maxRows)
        return (await tx.delete(uploads).where(and(isOld, inArray(uploads.id, old)))).rowCount ?? 0
      }),
    signal,
  )
}
