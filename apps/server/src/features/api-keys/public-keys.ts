import { ApiKeyId, TenantId } from '@coco/shared/ids'
import { timingSafeEqual } from 'node:crypto'
import { nameBasedUuid } from '../../platform/name-based-uuid.ts'
import type { FoundKey } from '../../trpc/found-key.ts'

/**
 * The Snowflake quickstart prints these two keys in its guide, so everybody has them. Here they are as SHA-256, like any
 * key, so that searching the source or a core dump for a usable key finds none.
 */
const QUICKSTART_KEYS = [
  { tenant: 'tenant-alpha', sha256: '653da29037336ab58246fd47e6124dfefe6fa6fe338760236aa84aa67f211f14' },
  { tenant: 'tenant-beta', sha256: 'b41a5fb627e3c9b740abb66fcf71077b50a90b20a28f2e59622a0afdc5ddd1c7' },
]

/**
 * The quickstart's key with this hash, or null. Takes the same time for a near miss and for nonsense.
 * @param deps.acceptsPublicKeys only true while nobody but this machine can reach the server
 */
export function createFindPublicKey(deps: { acceptsPublicKeys: boolean; hasTenant: (tenant: TenantId) => boolean }) {
  const known = QUICKSTART_KEYS.map(({ tenant, sha256 }) => ({
    keyId: ApiKeyId.parse(nameBasedUuid(`quickstart key of ${tenant}`)),
    principalId: nameBasedUuid(`quickstart principal of ${tenant}`),
    tenant: TenantId.parse(tenant),
    roles: ['member'] as const,
    models: null,
    isPublic: true,
    // Nobody can take back what everybody knows.
    ended: new AbortController().signal,
    digest: Buffer.from(sha256, 'hex'),
  }))

  return function findPublicKey(hash: string): FoundKey | null {
    const digest = Buffer.from(hash, 'hex')
    let found: FoundKey | null = null
    for (const { digest: expected, ...key } of known) if (timingSafeEqual(digest, expected)) found = key
    return found !== null && deps.acceptsPublicKeys && deps.hasTenant(found.tenant) ? found : null
  }
}
