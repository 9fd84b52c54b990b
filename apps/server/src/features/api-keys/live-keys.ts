import type { ApiKeyId, TenantId } from '@coco/shared/ids'
import { getEventListeners, setMaxListeners } from 'node:events'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { StoredKey } from './key-store.ts'
import { type KeyEnds, statusOf } from './key-view.ts'

/** Signals that tell open readers that the key they came with is over. */
export interface LiveKeys {
  signalFor(key: StoredKey): AbortSignal
  /** It was revoked here. */
  end(id: ApiKeyId): void
  /** Looks no more. */
  close(): void
}

/** How late an expiry, or what another process revoked, ends open readers at most, when the database answers. */
const LOOK_EVERY_MS = 1_000
/** A key that nobody read with for so long is forgotten: it may take a while from a call's beginning to its first event. */
const FORGET_MS = 120_000

/**
 * One query a second and tenant, for the keys with open readers; nothing is asked when there are none.
 * @param deps.readEnds of these keys the ones that are there, as they are now; null when nobody can say
 */
export function createLiveKeys(deps: {
  readEnds: (tenant: TenantId, ids: readonly ApiKeyId[]) => Promise<(KeyEnds & { id: string })[] | null>
  clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>
  background: Background
}): LiveKeys {
  const { now, monotonicMs, after } = deps.clock
  const live = new Map<ApiKeyId, { key: StoredKey; controller: AbortController; askedAtMs: number }>()
  const looking = new Set<TenantId>()
  let cancelLook: (() => void) | null = null

  function signalFor(key: StoredKey): AbortSignal {
    const entry = live.get(key.id) ?? { key, controller: newController(), askedAtMs: 0 }
    // Read anew each second, so what a rotation shortened is known here too.
    entry.key = key
    entry.askedAtMs = monotonicMs()
    live.set(key.id, entry)
    cancelLook ??= after(LOOK_EVERY_MS, look)
    return entry.controller.signal
  }

  function look(): void {
    cancelLook = after(LOOK_EVERY_MS, look)
    for (const [id, { key, controller, askedAtMs }] of live) {
      if (statusOf(key, now()) !== 'active') end(id)
      else if (!isRead(controller.signal) && monotonicMs() - askedAtMs > FORGET_MS) live.delete(id)
    }
    const read = [...live.values()].filter(({ controller }) => isRead(controller.signal)).map(({ key }) => key)
    for (const [tenant, keys] of Map.groupBy(read, ({ tenantId }) => tenantId)) {
      // One query at a time: a database that is ill gets no pile of them.
      if (!looking.has(tenant)) deps.background.run('open readers of API keys', () => lookIn(tenant, keys))
    }
    if (live.size > 0) return
    cancelLook()
    cancelLook = null
  }

  async function lookIn(tenant: TenantId, keys: readonly StoredKey[]): Promise<void> {
    const ids = keys.map(({ id }) => id)
    looking.add(tenant)
    const rows = await deps.readEnds(tenant, ids).finally(() => looking.delete(tenant))
    if (rows === null) return
    const ends = new Map(rows.map((row) => [row.id, row]))
    for (const id of ids) {
      const found = ends.get(id)
      if (found === undefined || statusOf(found, now()) !== 'active') end(id)
    }
  }

  function end(id: ApiKeyId): void {
    live.get(id)?.controller.abort()
    live.delete(id)
  }

  function close(): void {
    cancelLook?.()
    live.clear()
  }

  return { signalFor, end, close }
}

function newController(): AbortController {
  const controller = new AbortController()
  // One listener for each open reader of the key, however many there are.
  setMaxListeners(0, controller.signal)
  return controller
}

const isRead = (signal: AbortSignal) => getEventListeners(signal, 'abort').length > 0
