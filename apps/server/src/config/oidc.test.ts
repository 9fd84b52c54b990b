import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const SOUND = {
  SNOWFLAKE_ACCOUNT: 'myorg-myaccount',
  OIDC_ISSUER: 'https://login.example.com/realms/acme',
  OIDC_CLIENT_ID: 'coco',
  OIDC_CLIENT_SECRET: 'hidden',
}
const read = (more: Record<string, string> = {}) => readConfig({ ...SOUND, ...more }, '/')
const problemsOf = (settings: Record<string, string>) => {
  try {
    readConfig(settings, '/')
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('without any of it nobody signs in elsewhere', () => {
  expect(readConfig({ SNOWFLAKE_ACCOUNT: 'myorg-myaccount' }, '/').oidc).toBeNull()
})

test('three settings are enough', () => {
  expect(read().oidc).toMatchObject({
    issuer: SOUND.OIDC_ISSUER,
    name: 'login.example.com',
    scope: 'openid profile email',
    audience: 'coco',
    claims: { tenant: 'tenant', roles: 'roles', tenantMap: null, roleMap: null, defaultRole: null },
  })
})

test.each([
  [
    'acme=tenant-alpha, cn=globex =tenant-beta',
    [
      ['acme', 'tenant-alpha'],
      ['cn=globex', 'tenant-beta'],
    ],
  ],
  ['{"acme":"tenant-alpha"}', [['acme', 'tenant-alpha']]],
])('a map may be written as %s', (text, entries) => {
  expect([...(read({ OIDC_TENANT_MAP: text }).oidc?.claims.tenantMap ?? [])]).toEqual(entries)
})

test('all that is missing is named at once', () => {
  const problems = problemsOf({ SNOWFLAKE_ACCOUNT: 'myorg-myaccount', OIDC_NAME: 'Example' })
  for (const name of ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']) expect(problems).toContain(`${name} is`)
})

describe('refused by name, without the value', () => {
  test.each([
    ['OIDC_ISSUER', 'http://login.example.com'],
    ['OIDC_ISSUER', 'login.example.com'],
    ['OIDC_ISSUER', 'https://login.example.com/?tenant=1'],
    ['OIDC_SCOPES', 'profile email'],
    ['OIDC_TENANT_MAP', 'acme'],
    ['OIDC_TENANT_MAP', 'acme=Not A Tenant'],
    ['OIDC_TENANT_MAP', '{"acme":1}'],
    ['OIDC_ROLE_MAP', 'staff=king'],
    ['OIDC_ROLE_MAP', 'root=superuser'],
    ['OIDC_DEFAULT_ROLE', 'admin'],
  ])('%s=%s', (name, value) => {
    const problems = problemsOf({ ...SOUND, [name]: value })
    expect(problems).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    expect(problems).not.toContain('hidden')
  })

  test('an address beyond loopback without a public one', () => {
    const beyond = { ...SOUND, COCO_HOST: '0.0.0.0', COCO_SESSION_SECRET: 'x'.repeat(32) }
    expect(problemsOf(beyond)).toContain('COCO_PUBLIC_URL is required with OIDC_ISSUER')
    expect(problemsOf({ ...beyond, COCO_PUBLIC_URL: 'https://coco.example.com' })).toBe('')
  })
})
