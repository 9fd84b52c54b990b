import { CortexError } from '@coco/core/cortex/cortex-error'
import { and, eq, ne } from 'drizzle-orm'
import type { Clock } from '../../../platform/clock.ts'
import type { Doors } from '../../../store/doors.ts'
import { pause } from '../../../platform/try-again.ts'
import { PERSONAL_PART, PLAIN_PART } from './document-parts.ts'
import type { IndexedDocument, IndexedPassage, RetrievalCall } from './retriever.ts'

/** Texts of one request. A batch is stored before the next is asked for: what breaks off goes on where it was. */
const BATCH_TEXTS = 64
/** In UTF-16 units: what the embedding models take of one text at most. */
const TEXT_MAX = 4_096
/** Of one request, in all: an account takes some hundred thousand tokens a minute, of all its tenants together. */
const PATIENCE_MS = 600_000
/** Where Snowflake does not say how long. */
const PAUSES_MS = [2_000, 5_000, 15_000, 30_000, 60_000]

export interface VectorMaker {
  model: string
  /** A vector for each text, in order. @throws CortexError */
  embed(call: RetrievalCall, texts: readonly string[]): Promise<readonly ArrayLike<number>[]>
}

/** Stores a vector for each passage that has none of this model. Whatever is too much for the account at the moment is waited for. */
export async function addVectors(
  { inTenant, maker, after }: { inTenant: Doors['inTenant']; maker: VectorMaker; after: Clock['after'] },
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
    const texts = batch.map((passage) => embeddedText(document.title, passage))
    const made = await inDueTime(() => maker.embed(call, texts), { after, signal: call.signal ?? NEVER })
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

/** @throws what else goes wrong, and what is too much still after all that patience; the signal's reason */
async function inDueTime<T>(
  work: () => Promise<T>,
  { after, signal }: { after: Clock['after']; signal: AbortSignal },
): Promise<T> {
  let waitedMs = 0
  for (let tried = 0; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof CortexError) || error.code !== 'upstream_rate_limited') throw error
      const usualMs = PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)] ?? 0
      const pauseMs = Math.max(error.retryAfterMs ?? usualMs, PAUSE_MIN_MS)
      waitedMs += pauseMs
      if (waitedMs > PATIENCE_MS) throw error
      await pause(pauseMs, after, signal)
    }
  }
}

/** Who says zero means soon, and not without end. */
const PAUSE_MIN_MS = 1_000
const NEVER = new AbortController().signal

/** A passage under its title and headings, without which "see above" and "as in the first case" mean nothing. */
export function embeddedText(title: string, { headings, content }: IndexedPassage): string {
  const above = [title, ...headings].join('\n').slice(0, Math.max(0, TEXT_MAX - content.length - 1))
  return `${above}\n${content}`.slice(0, TEXT_MAX).toWellFormed()
}
