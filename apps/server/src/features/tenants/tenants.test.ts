import type { Credentials } from '@coco/core/cortex/credentials'
import { KeyError } from '@coco/core/jwt/key-error'
import type { Tenant } from '@coco/core/tenants/tenant'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createLogger } from '../../platform/logger.ts'
import { createTenants } from './tenants.ts'

const works: Credentials = { token: async () => ({ value: 'jwt', type: 'KEYPAIR_JWT' }), invalidate() {} }
const broken: Credentials = {
  token: () => Promise.reject(new KeyError('missing', 'keys/beta.p8', 'keys/beta.p8 is missing')),
  invalidate() {},
}

function setUp(credentials: Record<string, Credentials>) {
  const lines: string[] = []
  const tenants = Object.keys(credentials).map(tenantNamed)
  const feature = createTenants({
    registry: { list: () => tenants, get: (id) => tenants.find((tenant) => tenant.id === id) },
    createCredentials: (tenant) => credentials[tenant.id] ?? works,
    log: createLogger('INFO', { write: (line: string) => void lines.push(line) }),
  })
  return { feature, lines }
}

const tenantNamed = (id: string): Tenant => ({
  id: TenantId.parse(id),
  name: id,
  snowflake: { user: 'U', role: 'R', privateKey: { path: 'k', passphrase: null } },
  defaultModel: 'm',
  models: [],
  systemPrompt: null,
  limits: { requestsPerMinute: 60 },
  documents: null,
})

test('a tenant whose key cannot be used is down alone', async () => {
  const { feature } = setUp({ 'tenant-alpha': works, 'tenant-beta': broken })
  await expect(feature.requireReady(TenantId.parse('tenant-alpha'))).resolves.toMatchObject({ credentials: works })
  await expect(feature.requireReady(TenantId.parse('tenant-beta'))).rejects.toMatchObject({
    code: 'tenant_unavailable',
  })
  expect(await feature.health()).toEqual([
    { id: 'tenant-alpha', problem: null },
    { id: 'tenant-beta', problem: 'key missing' },
  ])
})

test('the file that is at fault is named to the operator, once, and not to the caller', async () => {
  const { feature, lines } = setUp({ 'tenant-beta': broken })
  for (let n = 0; n < 3; n++) {
    await expect(feature.requireReady(TenantId.parse('tenant-beta'))).rejects.not.toThrow(/beta\.p8/)
  }
  expect(lines.filter((line) => line.includes('keys/beta.p8'))).toHaveLength(1)
})

test('a tenant that was taken out of the file is unavailable, not a crash', async () => {
  const { feature } = setUp({})
  await expect(feature.requireReady(TenantId.parse('tenant-gone'))).rejects.toMatchObject({
    code: 'tenant_unavailable',
  })
})
