import type { TenantId } from '@coco/shared/ids'
import type { FoundKey } from '../../trpc/found-key.ts'
import { hashOfKey } from './key-text.ts'
import type { StoredKey } from './key-store.ts'
import { statusOf } from './key-view.ts'

/** The key whose text this is, or null. The same work for a near miss and for nonsense. @throws AppError store_unavailable */
export type FindApiKey = (presented: string) => Promise<FoundKey | null>

export function createFindApiKey(deps: {
  findPublicKey: (hash: string) => FoundKey | null
  getKey: (hash: string) => Promise<StoredKey | null>
  signalFor: (key: StoredKey) => AbortSignal
  noteUse: (key: StoredKey) => void
  hasTenant: (tenant: TenantId) => boolean
  now: () => number
}): FindApiKey {
  return async (presented) => {
    const hash = hashOfKey(presented)
    const publicKey = deps.findPublicKey(hash)
    if (publicKey !== null) return publicKey
    const key = await deps.getKey(hash)
    if (key === null || statusOf(key, deps.now()) !== 'active' || !deps.hasTenant(key.tenantId)) return null
    deps.noteUse(key)
    const { id: keyId, principalId, tenantId: tenant, roles, models } = key
    return { keyId, principalId, tenant, roles, models, isPublic: false, ended: deps.signalFor(key) }
  }
}
