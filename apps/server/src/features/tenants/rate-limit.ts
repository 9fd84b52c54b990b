import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../platform/clock.ts'
import { look, type Rule, take, type Verdict, type Window } from '../../platform/sliding-window.ts'

const WINDOW_MS = 60_000

export interface RateLimit {
  /** What the next call of this tenant would meet; counts nothing. */
  look(tenant: TenantId): Verdict
  /** Counts one call when it is allowed. */
  take(tenant: TenantId): Verdict
}

/** The sliding window of each tenant, in this process's memory, by a clock that nobody can set. */
export function createRateLimit(deps: {
  requestsPerMinute: (tenant: TenantId) => number
  monotonicMs: Clock['monotonicMs']
}): RateLimit {
  const windows = new Map<TenantId, Window>()
  const ruleOf = (tenant: TenantId): Rule => ({ limit: deps.requestsPerMinute(tenant), windowMs: WINDOW_MS })

  function windowOf(tenant: TenantId): Window {
    const window = windows.get(tenant) ?? []
    windows.set(tenant, window)
    return window
  }

  return {
    look: (tenant) => look(windowOf(tenant), ruleOf(tenant), deps.monotonicMs()),
    take: (tenant) => take(windowOf(tenant), ruleOf(tenant), deps.monotonicMs()),
  }
}
