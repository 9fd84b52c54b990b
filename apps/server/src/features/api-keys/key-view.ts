import type { ApiKeyView } from '@coco/shared/api-keys'
import type { StoredKey } from './key-store.ts'

/** What may have ended a key. */
export type KeyEnds = Pick<StoredKey, 'expiresAt' | 'revokedAt'>

export function statusOf({ revokedAt, expiresAt }: KeyEnds, nowMs: number): ApiKeyView['status'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt.getTime() <= nowMs ? 'expired' : 'active'
}

/** A key as its tenant's admins see it: without its hash. */
export function toKeyView(key: StoredKey, nowMs: number): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    roles: key.roles,
    models: key.models,
    status: statusOf(key, nowMs),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  }
}
