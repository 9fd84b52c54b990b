import type { ApiKeyId, TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import { createLiveSignals } from '../../platform/live-signals.ts'
import type { StoredKey } from './key-store.ts'
import { type KeyEnds, statusOf } from './key-view.ts'

/** Signals that tell open readers that the key they came with was revoked or has expired. */
export interface LiveKeys {
  signalFor(key: StoredKey): AbortSignal
  /** It was revoked here. */
  end(id: ApiKeyId): void
  /** Looks no more. */
  close(): void
}

/**
 * One query a look and tenant. An expiry needs none.
 * @param deps.readEnds of these keys the ones that are there, as they are now; null when nobody can say
 */
export function createLiveKeys(deps: {
  readEnds: (tenant: TenantId, ids: readonly ApiKeyId[]) => Promise<(KeyEnds & { id: string })[] | null>
  clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>
  background: Background
}): LiveKeys {
  const isActive = (ends: KeyEnds) => statusOf(ends, deps.clock.now()) === 'active'
  const signals = createLiveSignals<StoredKey>({
    name: 'API keys',
    isOver: (key) => !isActive(key),
    async findLive(read) {
      const byTenant = Map.groupBy(read.values(), ({ tenantId }) => tenantId)
      const live = await Promise.all([...byTenant].map(([tenant, keys]) => findActive(tenant, keys)))
      return new Set(live.flat())
    },
    clock: deps.clock,
    background: deps.background,
  })

  async function findActive(tenant: TenantId, keys: readonly StoredKey[]): Promise<string[]> {
    const ids = keys.map(({ id }) => id)
    const rows = await deps.readEnds(tenant, ids)
    return rows === null ? ids : rows.filter(isActive).map(({ id }) => id)
  }

  return { signalFor: (key) => signals.signalFor(key.id, key), end: (id) => signals.end([id]), close: signals.close }
}
