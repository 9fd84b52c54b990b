import { partsFor } from '@coco/server/documents/retrieval/document-parts'
import { searchVectors, type VectorHit } from '@coco/server/documents/retrieval/search-vectors'
import type { Store } from '@coco/server/open-store'
import { EMBEDDING_MODEL } from './document-search.ts'
import type { Insider } from './doors.ts'

interface VectorQuestion {
  question: readonly number[]
  tags?: readonly string[]
  limit: number
  /** Left out: the store's own. */
  exactUpTo?: number
}

/** Vectors alone, without words, and without a floor. */
export function searchByVector({ doors, vectorIndexes }: Store, viewer: Insider, asked: VectorQuestion) {
  const wanted = {
    tenant: viewer.tenant,
    model: EMBEDDING_MODEL,
    tags: [],
    exactUpTo: vectorIndexes.exactUpTo,
    ...asked,
  }
  return doors.inTenant(viewer, (tx): Promise<VectorHit[]> => searchVectors(tx, partsFor(viewer), wanted))
}

/** How the database goes about it, in its own words. */
export async function explainVectorSearch(store: Store, viewer: Insider, asked: VectorQuestion): Promise<string> {
  const plans: string[] = []
  const doors: Store['doors'] = {
    ...store.doors,
    inTenant: (by, work) =>
      store.doors.inTenant(by, async (tx) => {
        // The connection behind the one that is lent for this transaction.
        const client = Object.getPrototypeOf(tx.$client) as { query: (...args: unknown[]) => Promise<unknown> }
        const asItIs = client.query
        client.query = async (statement, ...rest) => {
          const { text, values } = statement as { text: string; values?: unknown[] }
          if (text.includes('<=>')) {
            const explained = await Reflect.apply(asItIs, client, [`EXPLAIN ${text}`, values ?? rest[0]])
            plans.push(...(explained as { rows: Record<string, string>[] }).rows.map((row) => row['QUERY PLAN'] ?? ''))
          }
          return Reflect.apply(asItIs, client, [statement, ...rest])
        }
        try {
          return await work(tx)
        } finally {
          Reflect.deleteProperty(client, 'query')
        }
      }),
  }
  await searchByVector({ ...store, doors }, viewer, asked)
  return plans.join('\n')
}
