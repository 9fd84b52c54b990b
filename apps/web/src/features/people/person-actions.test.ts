import { PersonView } from '@coco/shared/identity-views'
import { expect, test } from 'vitest'
import { actionsFor } from './person-actions.ts'

const ann = PersonView.parse({
  id: '0e4f9f6a-5a1c-4b55-9a55-2d0c3a7e6f10',
  name: 'Ann',
  email: 'ann@example.com',
  roles: ['member'],
  status: 'active',
  isSuperuser: false,
  isYou: false,
  memberSince: '2026-01-01T00:00:00.000Z',
})

test('an admin manages who belongs to the tenant, not accounts', () => {
  expect(actionsFor(ann, false)).toEqual(['roles', 'remove'])
})

test('whoever manages accounts may also lock, unlock and erase them', () => {
  expect(actionsFor(ann, true)).toEqual(['roles', 'reset_link', 'deactivate', 'remove', 'erase'])
  expect(actionsFor({ ...ann, status: 'deactivated' }, true)).toContain('reactivate')
})

test('nobody is offered anything about themselves', () => {
  expect(actionsFor({ ...ann, isYou: true }, true)).toEqual([])
})
