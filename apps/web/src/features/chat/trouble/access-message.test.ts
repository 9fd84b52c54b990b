import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { accessRequestOf, accessRequestOfTenant } from './access-message.ts'

const beta = { id: TenantId.parse('tenant-beta'), name: 'User Beta' }
const failed = (code: Failure['code']): Failure => ({
  code,
  requestId: 'req_1',
  retryAfterMs: null,
  limit: null,
  fix: 'GRANT secret things',
})

test('what is asked for names the tenant, the model and the request, and no statement (U2, U29)', () => {
  expect(accessRequestOf(failed('model_not_allowed'), beta, 'claude-4-sonnet')?.message).toBe(
    'Please let User Beta use claude-4-sonnet in Coco.\nTenant: tenant-beta. What Coco said: model_not_allowed, request req_1.',
  )
  expect(accessRequestOfTenant(beta).message).toContain('Tenant: tenant-beta.')
})

test('whoever runs Coco is told of a key that does not work; where nobody can help nobody is asked (U28)', () => {
  expect(accessRequestOf(failed('upstream_auth_failed'), beta, 'm')?.label).toBe('Tell whoever runs Coco')
  expect(accessRequestOf(failed('upstream_overloaded'), beta, 'm')).toBeNull()
})
