import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import { take, type Window } from '../../../platform/sliding-window.ts'

const WINDOW_MS = 60_000

/** Counts a search of this tenant. @throws AppError rate_limited */
export type CountSearch = (tenant: TenantId) => void

/** Each tenant's searches in the last minute, in this process's memory. */
export function createSearchLimit(deps: { perMinute: number; monotonicMs: () => number }): CountSearch {
  const windows = new Map<TenantId, Window>()
  return (tenant) => {
    const window = windows.get(tenant) ?? []
    windows.set(tenant, window)
    const { allowed, ...limit } = take(window, { limit: deps.perMinute, windowMs: WINDOW_MS }, deps.monotonicMs())
    if (allowed) return
    const sentence = `Rate limit exceeded (${limit.limit} searches of documents a minute).`
    throw new AppError('rate_limited', sentence, { retryAfterMs: limit.resetMs, limit })
  }
}
