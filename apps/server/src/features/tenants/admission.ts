import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Verdict } from '../../platform/sliding-window.ts'
import type { StreamSlots } from './stream-slots.ts'
import type { ReadyTenant, Tenants } from './tenants.ts'

export interface Admitted extends ReadyTenant {
  verdict: Verdict
  /** Gives the stream's place back. Whoever was admitted calls it, whatever happens. */
  release(): void
}

/** The door to Snowflake: every new answer passes it, whichever transport asked. */
export interface Admission {
  /**
   * Whether the tenant's limit leaves room; counts nothing.
   * @throws AppError rate_limited
   */
  checkLimit(tenant: TenantId): Verdict
  /**
   * Takes a place and counts the call. What is refused for another reason costs nothing of the limit.
   * @throws AppError shutting_down, tenant_unavailable, too_many_streams, rate_limited
   */
  admit(tenant: TenantId): Promise<Admitted>
}

export function createAdmission(deps: {
  tenants: Pick<Tenants, 'requireReady'>
  rateLimit: RateLimit
  slots: StreamSlots
  isDraining: () => boolean
}): Admission {
  function checkLimit(tenant: TenantId): Verdict {
    return requireAllowed(deps.rateLimit.look(tenant))
  }

  async function admit(tenant: TenantId): Promise<Admitted> {
    requireOpen()
    checkLimit(tenant)
    const ready = await deps.tenants.requireReady(tenant)
    // A shutdown that began while the key was read counts what is under way without this one.
    requireOpen()
    const release = deps.slots.take(tenant)
    const verdict = deps.rateLimit.take(tenant)
    if (!verdict.allowed) release()
    return { ...ready, verdict: requireAllowed(verdict), release }
  }

  function requireOpen(): void {
    if (!deps.isDraining()) return
    throw new AppError('shutting_down', 'Coco is restarting. Please try again.', { retryAfterMs: 5_000 })
  }

  return { checkLimit, admit }
}

function requireAllowed(verdict: Verdict): Verdict {
  if (verdict.allowed) return verdict
  const { allowed: _, ...limit } = verdict
  const retryAfterMs = verdict.resetMs
  throw new AppError('rate_limited', `Rate limit exceeded (${limit.limit} req/min).`, { retryAfterMs, limit })
}
