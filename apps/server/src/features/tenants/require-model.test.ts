import type { Tenant } from '@coco/core/tenants/tenant'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import type { Viewer } from '../../trpc/viewer.ts'
import { createRequireModel } from './require-model.ts'

const tenant = TenantId.parse('tenant-alpha')

function ask(models: string[] | null, model: string | undefined) {
  const denied: string[] = []
  const requireModel = createRequireModel({
    getTenant: () => ({ defaultModel: 'small' }) as Tenant,
    onDenied: (_viewer, { model: name }) => void denied.push(name),
  })
  try {
    requireModel({ viewer: { tenant, models } as Viewer, requestId: 'r' }, model, null)
    return { code: null, denied }
  } catch (error) {
    return { code: (error as { code: string }).code, denied }
  }
}
const allowed = { code: null, denied: [] }

test('a caller without a list may name any model', () => {
  expect(ask(null, 'anything')).toEqual(allowed)
})

test('a caller with a list may name what is on it, and the default when that is on it', () => {
  expect(ask(['small', 'large'], 'large')).toEqual(allowed)
  expect(ask(['small'], undefined)).toEqual(allowed)
})

test.each([['large'], ['SMALL'], ['small '], ['']])('and not %j, which is recorded', (model) => {
  expect(ask(['small'], model)).toEqual({ code: 'model_not_allowed', denied: [model] })
})

test('leaving the model out is no way round the list', () => {
  expect(ask(['large'], undefined)).toEqual({ code: 'model_not_allowed', denied: ['small'] })
})
