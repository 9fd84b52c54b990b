import type { Tenant } from '@coco/core/tenants/tenant'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { localPeople } from './local-people.ts'

const tenant = (id: string, name: string) => ({ id: TenantId.parse(id), name }) as Tenant

test('local mode has a person per tenant, called like it, and an operator who belongs to all', () => {
  const people = localPeople([tenant('tenant-alpha', 'User Alpha'), tenant('tenant-beta', 'User Beta')])
  expect(people.map(({ seededId, name, memberships }) => [seededId, name, memberships.length])).toEqual([
    ['user-alpha', 'User Alpha', 1],
    ['user-beta', 'User Beta', 1],
    ['operator', 'Operator', 2],
  ])
})

test('they have ids of their own even when tenants share a name or have none that makes a slug', () => {
  const people = localPeople([
    tenant('t-one', 'Same'),
    tenant('t-two', 'Same'),
    tenant('t-three', '客户'),
    tenant('t-four', 'Operator'),
  ])
  expect(new Set(people.map((person) => person.id)).size).toBe(5)
})
