import type { GenerationId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'

const RETRY_AFTER_MS = 5_000

/**
 * How much the logs of all answers hold, running and ended together. Ended ones make room, the oldest first. A running one
 * is never cut: when those alone fill it, new ones are refused until some have ended.
 */
export interface AnswerMemory {
  /** @throws AppError too_many_streams */
  requireRoom(): void
  /** A running answer has become larger by so much. */
  grow(id: GenerationId, bytes: number): void
  /** It runs no more: from here on it may be dropped. */
  end(id: GenerationId): void
  /** It is gone. May be called twice, and without `end` before. */
  forget(id: GenerationId): void
}

/**
 * @param deps.maxEndedBytes the ended ones' own share
 * @param deps.drop called with each answer that has to make room; this one is forgotten here already
 */
export function createAnswerMemory(deps: {
  maxBytes: number
  maxEndedBytes: number
  drop: (id: GenerationId) => void
}): AnswerMemory {
  const running = createLedger()
  const ended = createLedger()

  function requireRoom(): void {
    if (running.total() < deps.maxBytes) return
    const sentence = 'The answers under way are too much for this server. Please try again in a few seconds.'
    throw new AppError('too_many_streams', sentence, { retryAfterMs: RETRY_AFTER_MS })
  }

  function grow(id: GenerationId, bytes: number): void {
    running.add(id, bytes)
    makeRoom()
  }

  function end(id: GenerationId): void {
    ended.add(id, running.remove(id))
    makeRoom()
  }

  function forget(id: GenerationId): void {
    running.remove(id)
    ended.remove(id)
  }

  function makeRoom(): void {
    const isTooMuch = () => ended.total() > deps.maxEndedBytes || running.total() + ended.total() > deps.maxBytes
    for (let oldest = ended.oldest(); oldest !== undefined && isTooMuch(); oldest = ended.oldest()) {
      ended.remove(oldest)
      deps.drop(oldest)
    }
  }

  return { requireRoom, grow, end, forget }
}

/** Sizes with their sum, in the order in which they came. */
function createLedger() {
  const sizes = new Map<GenerationId, number>()
  let total = 0

  return {
    total: () => total,
    oldest: () => sizes.keys().next().value,
    add(id: GenerationId, bytes: number) {
      sizes.set(id, (sizes.get(id) ?? 0) + bytes)
      total += bytes
    },
    remove(id: GenerationId): number {
      const bytes = sizes.get(id) ?? 0
      sizes.delete(id)
      total -= bytes
      return bytes
    },
  }
}
