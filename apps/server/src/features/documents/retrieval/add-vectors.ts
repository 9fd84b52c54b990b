import { and, eq, ne } from 'drizzle-orm'
import type { Doors } from '../../../store/doors.ts'
import { PERSONAL_PART, PLAIN_PART } from './document-parts.ts'
import type { IndexedDocument, IndexedPassage, RetrievalCall } from './retriever.ts'

/** Texts of one request. A batch is stored before the next is asked for: what breaks off goes on where it was. */
const BATCH_TEXTS = 64
/** In UTF-16 units: what the embedding models take of one text at most. */
const TEXT_MAX = 4_096

export interface VectorMaker {
  model: string
  /** A vector for each text, in order. @throws CortexError */
  embed(call: RetrievalCall, texts: readonly string[]): Promise<readonly ArrayLike<number>[]>
}

/** Stores a vector for each passage that has none of this model. */
export async function addVectors(
  { inTenant, maker }: { inTenant: Doors['inTenant']; maker: VectorMaker },
  call: RetrievalCall,
  document: IndexedDocument,
  passages: readonly IndexedPassage[],
  onProgress: (done: number) => void,
): Promise<void> {
  const { vectors } = document.isPersonal ? PERSONAL_PART : PLAIN_PART
  const { tenant } = call.viewer
  const ofDocument = and(eq(vectors.tenantId, tenant), eq(vectors.documentId, document.id))
  const there = await inTenant(call.viewer, async (tx) => {
    await tx.delete(vectors).where(and(ofDocument, ne(vectors.model, maker.model)))
    return tx.select({ position: vectors.position }).from(vectors).where(ofDocument)
  })
  const isThere = new Set(there.map(({ position }) => position))
  const missing = passages.filter(({ position }) => !isThere.has(position))
  let done = passages.length - missing.length
  onProgress(done)
  for (let start = 0; start < missing.length; start += BATCH_TEXTS) {
    call.signal?.throwIfAborted()
    const batch = missing.slice(start, start + BATCH_TEXTS)
    const made = await maker.embed(
      call,
      batch.map((passage) => embeddedText(document.title, passage)),
    )
    const rows = batch.map(({ position }, index) => {
      const embedding = Array.from(made[index] ?? [])
      return { tenantId: tenant, documentId: document.id, position, model: maker.model, embedding }
    })
    // Whoever may not see personal vectors cannot know that one is there.
    await inTenant(call.viewer, (tx) => tx.insert(vectors).values(rows).onConflictDoNothing())
    done += batch.length
    onProgress(done)
  }
}

/** A passage under its title and headings, without which "see above" and "as in the first case" mean nothing. */
export function embeddedText(title: string, { headings, content }: IndexedPassage): string {
  const above = [title, ...headings].join('\n').slice(0, Math.max(0, TEXT_MAX - content.length - 1))
  return `${above}\n${content}`.slice(0, TEXT_MAX).toWellFormed()
}
