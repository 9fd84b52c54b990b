import type { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createUploadPlaces } from './upload-places.ts'

const who = (tenant: string, subject: string) => ({ tenant: tenant as TenantId, subject })
const full = expect.objectContaining({ code: 'too_many_streams', retryAfterMs: 5_000 })

test('a person has two places, a tenant half of them, all together what there is', () => {
  const take = createUploadPlaces({ atOnce: 6 })
  const [first] = [take(who('a', 'ann')), take(who('a', 'ann'))]
  expect(() => take(who('a', 'ann'))).toThrow(full)
  take(who('a', 'ben'))
  expect(() => take(who('a', 'cem'))).toThrow(full)
  for (const subject of ['dan', 'eve', 'fay']) take(who('b', subject))
  expect(() => take(who('c', 'gil'))).toThrow(full)
  first()
  first()
  take(who('c', 'gil'))
  expect(() => take(who('c', 'gil'))).toThrow(full)
})
