import type { Tenant } from '@coco/core/tenants/tenant'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createRequireModel } from './require-model.ts'

const tenant = TenantId.parse('tenant-alpha')
const requireModel = createRequireModel({ getTenant: () => ({ defaultModel: 'small' }) as Tenant })
const ask = (models: string[] | null, model: string | undefined) => () => requireModel({ tenant, models }, model)

test('a caller without a list may name any model', () => {
  expect(ask(null, 'anything')).not.toThrow()
})

test('a caller with a list may name what is on it, and the default when that is on it', () => {
  expect(ask(['small', 'large'], 'large')).not.toThrow()
  expect(ask(['small'], undefined)).not.toThrow()
})

test.each([['large'], ['SMALL'], ['small '], ['']])('and not %j', (model) => {
  expect(ask(['small'], model)).toThrow(expect.objectContaining({ code: 'model_not_allowed', fix: undefined }))
})

test('leaving the model out is no way round the list', () => {
  expect(ask(['large'], undefined)).toThrow(expect.objectContaining({ code: 'model_not_allowed' }))
})
