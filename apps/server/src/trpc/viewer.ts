import type { Permission } from '@coco/shared/identity-views'
import type { ApiKeyId, PersonId, SessionId, TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/roles'

/** What was proven, by which carrier. */
export type Proof =
  | { kind: 'session'; sessionId: SessionId; personId: PersonId }
  | { kind: 'bearer'; personId: PersonId }
  | { kind: 'api_key'; keyId: ApiKeyId }

/** Who is calling. Made once per request from exactly one credential; the tenant never comes from anywhere else. */
export interface Viewer {
  tenant: TenantId
  /** Who owns what this caller makes: a person's id, or that of a key's service principal. A UUID. */
  subject: string
  roles: readonly Role[]
  permissions: ReadonlySet<Permission>
  /** Models that this caller may name; null for all. It can only narrow what Snowflake allows. */
  models: readonly string[] | null
  proof: Proof
  /** Aborts when the proof stops being valid (sign-out, tenant switch, revocation): open readers end with it. */
  ended: AbortSignal
}
