import type { TenantId } from '@coco/shared/ids'
import { and, eq, inArray } from 'drizzle-orm'
import type { Doors, Insider } from './doors.ts'
import { passages, personalPassages } from './tables/document-tables.ts'

/** With their vectors these go well within the time that a transaction has. */
const PASSAGES_AT_ONCE = 500

/** Whoever empties a document that is going, of either part: nothing is read for anybody. */
export function emptierOf(tenant: TenantId): Insider {
  return { tenant, subject: '', permissions: new Set(['read_pii']) }
}

/**
 * Deletes all passages of a document and their vectors, in pieces: a large document's take longer than a transaction may.
 * Nobody finds half of it when it is no longer `ready`.
 * @param tries runs each piece, and may run it again
 */
export async function deletePassages(
  inTenant: Doors['inTenant'],
  tenant: TenantId,
  { id, isPersonal }: { id: string; isPersonal: boolean },
  tries: (work: () => Promise<number>) => Promise<number> = (work) => work(),
): Promise<void> {
  const table = isPersonal ? personalPassages : passages
  const ofDocument = and(eq(table.tenantId, tenant), eq(table.documentId, id))
  const deleteSome = () =>
    inTenant(emptierOf(tenant), async (tx) => {
      const some = tx.select({ position: table.position }).from(table).where(ofDocument).limit(PASSAGES_AT_ONCE)
      return (await tx.delete(table).where(and(ofDocument, inArray(table.position, some)))).rowCount ?? 0
    })
  while ((await tries(deleteSome)) === PASSAGES_AT_ONCE);
}
