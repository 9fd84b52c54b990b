import type { ApiKeyId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { StoredKey } from './key-store.ts'

/** More often would make every call a write. */
const EVERY_MS = 60_000
const MAX_REMEMBERED = 10_000

/** Writes down when a key was last used: at most once a minute, and no call waits for it. */
export function createNoteUse(deps: {
  markUsed: (hash: string) => Promise<unknown>
  monotonicMs: () => number
  background: Background
}): (key: StoredKey) => void {
  const notedAtMs = new Map<ApiKeyId, number>()

  return ({ id, hash }) => {
    const nowMs = deps.monotonicMs()
    if (nowMs - (notedAtMs.get(id) ?? -Infinity) < EVERY_MS) return
    if (notedAtMs.size >= MAX_REMEMBERED) notedAtMs.clear()
    notedAtMs.set(id, nowMs)
    deps.background.run('last use of an API key', async () => void (await deps.markUsed(hash)))
  }
}
