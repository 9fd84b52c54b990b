import { describe, expect, test } from 'vitest'
import { createApiKeys } from './api-keys.ts'

const ALPHA = 'sk-alpha-secret-key-001'
const onLoopback = createApiKeys({ acceptsPublicKeys: true, hasTenant: () => true })

test("the quickstart's keys open the quickstart's tenants on loopback", () => {
  expect(onLoopback.find(ALPHA)?.tenant).toBe('tenant-alpha')
  expect(onLoopback.find('sk-beta-secret-key-001')?.tenant).toBe('tenant-beta')
})

test('beyond loopback they open nothing', () => {
  expect(createApiKeys({ acceptsPublicKeys: false, hasTenant: () => true }).find(ALPHA)).toBeNull()
})

test('a key of a tenant that is not declared opens nothing', () => {
  expect(createApiKeys({ acceptsPublicKeys: true, hasTenant: () => false }).find(ALPHA)).toBeNull()
})

describe('a near miss is a miss', () => {
  test.each([
    '',
    ' ',
    `${ALPHA} `,
    ALPHA.slice(0, -1),
    `${ALPHA}1`,
    ALPHA.toUpperCase(),
    `${ALPHA}\0`,
    "' OR 1=1 --",
    '🔑',
  ])('%j', (presented) => expect(onLoopback.find(presented)).toBeNull())
})
