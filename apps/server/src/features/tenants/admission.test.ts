import type { Tenant } from '@coco/core/tenants/tenant'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { AppError } from '../../platform/app-error.ts'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createAdmission } from './admission.ts'
import { createRateLimit } from './rate-limit.ts'
import { createStreamSlots } from './stream-slots.ts'

const alpha = TenantId.parse('tenant-alpha')
const ready = {
  tenant: { id: alpha } as Tenant,
  credentials: { token: () => Promise.reject(new Error()), invalidate() {} },
}

function setUp(
  overrides: { perTenant?: number; isDraining?: boolean; drainsMeanwhile?: boolean; down?: boolean } = {},
) {
  let isDraining = overrides.isDraining ?? false
  const clock = createManualClock()
  const rateLimit = createRateLimit({ requestsPerMinute: () => 2, monotonicMs: clock.monotonicMs })
  const slots = createStreamSlots({ perProcess: 10, perTenant: overrides.perTenant ?? 10 })
  const admission = createAdmission({
    tenants: {
      requireReady: async () => {
        if (overrides.down) throw new AppError('tenant_unavailable', 'down')
        isDraining ||= overrides.drainsMeanwhile ?? false
        return ready
      },
    },
    rateLimit,
    slots,
    isDraining: () => isDraining,
  })
  return { admission, rateLimit, slots }
}

test('an admitted call is counted and holds a place until it is released', async () => {
  const { admission, slots } = setUp()
  const admitted = await admission.admit(alpha)
  expect(admitted.verdict.remaining).toBe(1)
  expect(slots.open()).toBe(1)
  admitted.release()
  expect(slots.open()).toBe(0)
})

test('a call over the limit is refused with the time to wait and holds no place', async () => {
  const { admission, slots } = setUp()
  await Promise.all([admission.admit(alpha), admission.admit(alpha)])
  await expect(admission.admit(alpha)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 })
  expect(slots.open()).toBe(2)
})

test.each([
  ['shutting_down', { isDraining: true }],
  ['shutting_down', { drainsMeanwhile: true }],
  ['tenant_unavailable', { down: true }],
  ['too_many_streams', { perTenant: 0 }],
])('a call that is refused as %s costs nothing of the limit', async (code, overrides) => {
  const { admission, rateLimit } = setUp(overrides)
  await expect(admission.admit(alpha)).rejects.toMatchObject({ code })
  expect(rateLimit.look(alpha).remaining).toBe(2)
})
