import type { TenantId } from '@coco/shared/ids'
import type { Clock } from '../../platform/clock.ts'
import { type Admission, createAdmission } from './admission.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRequireModel, type RequireModel } from './require-model.ts'
import { createStreamSlots } from './stream-slots.ts'
import type { Tenants } from './tenants.ts'

/** What may hold a call back on our side. What passes here, Snowflake may still refuse. */
export interface TenantGates extends Admission {
  requireModel: RequireModel
  /** Of readers of answers; see `StreamSlots.take`. */
  takeReaderSlot(tenant: TenantId): () => void
  openAnswers(): number
  openReaders(): number
}

export function createTenantGates(deps: {
  tenants: Tenants
  /** At once: answers, and beside them as many readers. */
  streams: Parameters<typeof createStreamSlots>[0]
  isDraining: () => boolean
  onModelDenied: Parameters<typeof createRequireModel>[0]['onDenied']
  monotonicMs: Clock['monotonicMs']
}): TenantGates {
  const { tenants, isDraining } = deps
  const answerSlots = createStreamSlots(deps.streams)
  const readerSlots = createStreamSlots(deps.streams)
  const rateLimit = createRateLimit({
    requestsPerMinute: (tenant) => tenants.get(tenant)?.limits.requestsPerMinute ?? 0,
    monotonicMs: deps.monotonicMs,
  })
  return {
    ...createAdmission({ tenants, rateLimit, slots: answerSlots, isDraining }),
    requireModel: createRequireModel({ getTenant: tenants.get, onDenied: deps.onModelDenied }),
    takeReaderSlot: readerSlots.take,
    openAnswers: answerSlots.open,
    openReaders: readerSlots.open,
  }
}
