import type { ApiKeyId, TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'

/** What an API key proves. */
export interface FoundKey {
  /** Names the key in logs; says nothing about its text. */
  keyId: ApiKeyId
  /** Who owns what is made with it. */
  principalId: string
  tenant: TenantId
  roles: readonly TenantRole[]
  /** Models that it may name; null for all that Snowflake allows. */
  models: readonly string[] | null
  /** Everybody knows it. */
  isPublic: boolean
  /** Aborts when the key is revoked or expires. */
  ended: AbortSignal
}
