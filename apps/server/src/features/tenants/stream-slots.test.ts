import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createStreamSlots } from './stream-slots.ts'

const alpha = TenantId.parse('tenant-alpha')
const beta = TenantId.parse('tenant-beta')

test('a tenant that fills its share leaves room for the others', () => {
  const slots = createStreamSlots({ perProcess: 10, perTenant: 2 })
  slots.take(alpha)
  slots.take(alpha)
  expect(() => slots.take(alpha)).toThrow(expect.objectContaining({ code: 'too_many_streams', retryAfterMs: 5_000 }))
  expect(() => slots.take(beta)).not.toThrow()
})

test('the process has a limit of its own', () => {
  const slots = createStreamSlots({ perProcess: 1, perTenant: 5 })
  slots.take(alpha)
  expect(() => slots.take(beta)).toThrow(/under way/)
})

test('a place that is given back twice is free once', () => {
  const slots = createStreamSlots({ perProcess: 2, perTenant: 2 })
  const release = slots.take(alpha)
  slots.take(alpha)
  release()
  release()
  expect(slots.open()).toBe(1)
})
