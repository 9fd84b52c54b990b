import { AppError } from '../../platform/app-error.ts'
import type { StoredKey } from './key-store.ts'

/** Keys by hash, as they were in the database a moment ago. */
export interface KeyCache {
  /** @throws AppError store_unavailable for a key that was not read within the last minute */
  get(hash: string): Promise<StoredKey | null>
  /** What is known of this key no longer holds: the next caller reads it. */
  drop(hash: string): void
}

/** How long an answer is taken for true, yes and no alike: what another process revokes is refused a second later. */
const FRESH_MS = 1_000
/** How long a key that was good goes on while the database does not answer. */
const STALE_MS = 60_000
/** More than these: the one that was read longest ago goes. */
const MAX_KNOWN = 10_000
/** Kept apart, so that a flood of wrong keys pushes no right one out. */
const MAX_UNKNOWN = 1_000

export function createKeyCache(deps: {
  read: (hash: string) => Promise<StoredKey | null>
  monotonicMs: () => number
}): KeyCache {
  const known = new Map<string, { key: StoredKey; readAtMs: number; freshUntilMs: number }>()
  const unknown = new Map<string, { freshUntilMs: number }>()
  const reading = new Map<string, Promise<StoredKey | null>>()

  async function get(hash: string): Promise<StoredKey | null> {
    const nowMs = deps.monotonicMs()
    const entry = known.get(hash)
    if (entry !== undefined && nowMs < entry.freshUntilMs) return entry.key
    if (nowMs < (unknown.get(hash)?.freshUntilMs ?? 0)) return null
    return reading.get(hash) ?? startReading(hash)
  }

  /** Askers at the same time share one reading. */
  function startReading(hash: string): Promise<StoredKey | null> {
    const started: Promise<StoredKey | null> = read(hash, () => reading.get(hash) === started).finally(() => {
      if (reading.get(hash) === started) reading.delete(hash)
    })
    reading.set(hash, started)
    return started
  }

  /** @param isCurrent false once the key was dropped: what was read may be from before that, and is not kept */
  async function read(hash: string, isCurrent: () => boolean): Promise<StoredKey | null> {
    const askedAtMs = deps.monotonicMs()
    try {
      const key = await deps.read(hash)
      if (isCurrent()) remember(hash, key, askedAtMs)
      return key
    } catch (error) {
      const stale = error instanceof AppError && error.code === 'store_unavailable' ? known.get(hash) : undefined
      const nowMs = deps.monotonicMs()
      if (stale === undefined || nowMs - stale.readAtMs > STALE_MS) throw error
      // A database that is ill answers slowly: not every call has to wait for that.
      stale.freshUntilMs = nowMs + FRESH_MS
      return stale.key
    }
  }

  function remember(hash: string, key: StoredKey | null, askedAtMs: number): void {
    known.delete(hash)
    unknown.delete(hash)
    const freshUntilMs = askedAtMs + FRESH_MS
    if (key === null) unknown.set(hash, { freshUntilMs })
    else known.set(hash, { key, readAtMs: askedAtMs, freshUntilMs })
    dropOldest(known, MAX_KNOWN)
    dropOldest(unknown, MAX_UNKNOWN)
  }

  function drop(hash: string): void {
    known.delete(hash)
    unknown.delete(hash)
    reading.delete(hash)
  }

  return { get, drop }
}

function dropOldest(entries: Map<string, unknown>, max: number): void {
  const [oldest] = entries.keys()
  if (entries.size > max && oldest !== undefined) entries.delete(oldest)
}
