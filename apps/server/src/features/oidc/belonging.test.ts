import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { TenantId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import { type ClaimNames, type Claims, toBelonging } from './belonging.ts'

const tenants = ['tenant-alpha', 'tenant-beta'].map((id) => TenantId.parse(id))
const plain: ClaimNames = { tenant: 'tenant', roles: 'roles', tenantMap: null, roleMap: null, defaultRole: null }
const read = (claims: Claims, names: Partial<ClaimNames> = {}) =>
  toBelonging(claims, { ...plain, ...names }, (id) => tenants.includes(id))
const problemOf = (claims: Claims, names: Partial<ClaimNames> = {}): SignInProblem | null => {
  try {
    read(claims, names)
    return null
  } catch (error) {
    return (error as { problem: SignInProblem }).problem
  }
}
const member = { tenant: 'tenant-alpha', roles: ['member'] }

test("without a map the claims speak Coco's own language", () => {
  expect(read({ tenant: 'tenant-beta', roles: ['admin', 'pii_access', 'admin'] })).toEqual({
    tenant: 'tenant-beta',
    roles: ['admin', 'pii_access'],
  })
  expect(read({ tenant: 'tenant-alpha', roles: 'editor' }).roles).toEqual(['editor'])
})

test('with maps they speak that of the provider, and what is not in the map of tenants is no tenant', () => {
  const names = {
    tenantMap: new Map([['acme', tenants[0]!]]),
    roleMap: new Map([['cn=owners', 'admin' as const]]),
  }
  expect(read({ tenant: 'acme', roles: ['everybody', 'cn=owners'] }, names)).toEqual({
    tenant: 'tenant-alpha',
    roles: ['admin'],
  })
  expect(problemOf({ tenant: 'tenant-alpha', roles: ['cn=owners'] }, names)).toBe('no_tenant')
  expect(problemOf({ tenant: 'acme', roles: ['admin'] }, names)).toBe('no_role')
})

test.each([
  ['https://coco.example/tenant', { 'https://coco.example/tenant': 'tenant-alpha', roles: ['member'] }],
  ['organization.name', { organization: { name: 'tenant-alpha' }, roles: ['member'] }],
])('a claim may be called %s', (tenant, claims) => {
  expect(read(claims, { tenant }).tenant).toBe('tenant-alpha')
})

describe('nobody is given a tenant by default', () => {
  test.each<[string, Claims]>([
    ['no claim', { roles: ['member'] }],
    ['a tenant that is not declared', { ...member, tenant: 'tenant-gamma' }],
    ['an empty text', { ...member, tenant: '' }],
    ['several', { ...member, tenant: ['tenant-alpha', 'tenant-beta'] }],
    ['an object', { ...member, tenant: { toString: () => 'tenant-alpha' } }],
    ['other letters', { ...member, tenant: 'Tenant-Alpha' }],
  ])('%s', (_what, claims) => expect(problemOf(claims, { defaultRole: 'member' })).toBe('no_tenant'))

  test('nor by what every object has', () => {
    expect(problemOf(member, { tenant: 'constructor.name' })).toBe('no_tenant')
    expect(problemOf(member, { tenant: '__proto__' })).toBe('no_tenant')
  })
})

describe('nobody is given a role by default, unless the operator says so', () => {
  test.each<[string, Claims]>([
    ['no claim', { tenant: 'tenant-alpha' }],
    ['an empty list', { ...member, roles: [] }],
    ['roles that nobody knows', { ...member, roles: ['root', 'Member'] }],
    ['superuser', { ...member, roles: ['superuser'] }],
    ['something else than texts', { ...member, roles: [1, null, { role: 'admin' }] }],
  ])('%s', (_what, claims) => {
    expect(problemOf(claims)).toBe('no_role')
    expect(read(claims, { defaultRole: 'member' }).roles).toEqual(['member'])
  })

  test('superuser is passed over where there are others', () => {
    expect(read({ ...member, roles: ['superuser', 'member'] }).roles).toEqual(['member'])
  })
})
