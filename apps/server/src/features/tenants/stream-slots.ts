import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'

const RETRY_AFTER_MS = 5_000

export interface StreamSlots {
  /**
   * One more stream of this tenant; the returned function gives the place back, and may be called twice.
   * @throws AppError too_many_streams
   */
  take(tenant: TenantId): () => void
  open(): number
}

/** How many streams may be open at once: a stalled tenant fills its own share, never everybody's. */
export function createStreamSlots(max: { perProcess: number; perTenant: number }): StreamSlots {
  const openByTenant = new Map<TenantId, number>()
  let openInAll = 0

  function take(tenant: TenantId): () => void {
    const ofTenant = openByTenant.get(tenant) ?? 0
    if (openInAll >= max.perProcess || ofTenant >= max.perTenant) {
      const sentence = 'Too many answers are under way at once. Please try again in a few seconds.'
      throw new AppError('too_many_streams', sentence, { retryAfterMs: RETRY_AFTER_MS })
    }
    openInAll += 1
    openByTenant.set(tenant, ofTenant + 1)
    let isOpen = true
    return () => {
      if (!isOpen) return
      isOpen = false
      openInAll -= 1
      const left = (openByTenant.get(tenant) ?? 1) - 1
      if (left === 0) openByTenant.delete(tenant)
      else openByTenant.set(tenant, left)
    }
  }

  return { take, open: () => openInAll }
}
