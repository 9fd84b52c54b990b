import { SeededPersonId, TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { membershipOf } from './sign-in-card.tsx'

const alpha = { id: TenantId.parse('tenant-alpha'), name: 'User Alpha' }
const beta = { id: TenantId.parse('tenant-beta'), name: 'User Beta' }
const acme = { id: TenantId.parse('acme'), name: 'Acme' }

test.each([
  [[alpha], 'Works in the tenant User Alpha'],
  [[alpha, beta], 'Switches between User Alpha and User Beta'],
  [[alpha, beta, acme], 'Switches between User Alpha, User Beta and Acme'],
  [[], 'Belongs to no tenant'],
])('a card says what its person belongs to', (tenants, expected) => {
  expect(membershipOf({ id: SeededPersonId.parse('p'), name: 'P', tenants })).toBe(expected)
})
