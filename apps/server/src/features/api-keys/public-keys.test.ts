import { describe, expect, test } from 'vitest'
import { hashOfKey } from './key-text.ts'
import { createFindPublicKey } from './public-keys.ts'

const ALPHA = 'sk-alpha-secret-key-001'
const find = createFindPublicKey({ acceptsPublicKeys: true, hasTenant: () => true })
const onLoopback = (presented: string) => find(hashOfKey(presented))

test("the quickstart's keys open the quickstart's tenants on loopback", () => {
  expect(onLoopback(ALPHA)?.tenant).toBe('tenant-alpha')
  expect(onLoopback('sk-beta-secret-key-001')?.tenant).toBe('tenant-beta')
})

test('beyond loopback they open nothing', () => {
  const beyond = createFindPublicKey({ acceptsPublicKeys: false, hasTenant: () => true })
  expect(beyond(hashOfKey(ALPHA))).toBeNull()
})

test('a key of a tenant that is not declared opens nothing', () => {
  const undeclared = createFindPublicKey({ acceptsPublicKeys: true, hasTenant: () => false })
  expect(undeclared(hashOfKey(ALPHA))).toBeNull()
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
  ])('%j', (presented) => expect(onLoopback(presented)).toBeNull())
})
