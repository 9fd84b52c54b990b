import { PersonId, TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { membershipOf } from './sign-in-card.tsx'

const alpha = { id: TenantId.parse('tenant-alpha'), name: 'User Alpha' }
const beta = { id: TenantId.parse('tenant-beta'), name: 'User Beta' }

test.each([
  [[alpha], 'Tenant User Alpha'],
  [[alpha, beta], 'Switches between User Alpha and User Beta'],
  [[], 'Belongs to no tenant'],
])('a card says what its person belongs to', (tenants, expected) => {
  expect(membershipOf({ id: PersonId.parse('p'), name: 'P', tenants })).toBe(expected)
})
