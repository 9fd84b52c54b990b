import { CortexError } from '@coco/core/cortex/cortex-error'
import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'

const QUIET_MS = 60_000

/** Hears that a tenant's question could not be compared by meaning, so that words alone were searched. */
export type NoteWithoutMeaning = (tenant: TenantId, error: unknown) => void

/** Tells the operator, of each tenant at most once a minute: a model that was taken away is met by every search. */
export function createNoteWithoutMeaning(deps: {
  log: Pick<Logger, 'warn'>
  monotonicMs: Clock['monotonicMs']
}): NoteWithoutMeaning {
  const toldAtMs = new Map<TenantId, number>()
  return (tenant, error) => {
    const nowMs = deps.monotonicMs()
    if (nowMs - (toldAtMs.get(tenant) ?? -Infinity) < QUIET_MS) return
    toldAtMs.set(tenant, nowMs)
    const code = error instanceof CortexError ? error.code : 'no_vector'
    deps.log.warn({ tenant, code }, 'documents are searched by words alone: Snowflake made no vector of the question')
  }
}
