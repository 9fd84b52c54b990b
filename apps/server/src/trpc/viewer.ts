import type { PersonId, TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/views'

/** What a role may do; `features/identity/roles.ts` has the one table. */
export type Permission = 'chat' | 'see_grants'

/** What was proven, by which carrier. */
export type Proof = { kind: 'session'; sessionId: string; personId: PersonId } | { kind: 'api_key'; keyId: string }

/** Who is calling. Made once per request from exactly one credential; the tenant never comes from anywhere else. */
export interface Viewer {
  tenant: TenantId
  /** Who owns what this caller makes: a person, or the service principal of a key. Unique inside the tenant. */
  subject: string
  roles: readonly Role[]
  permissions: ReadonlySet<Permission>
  proof: Proof
  /** Aborts when the proof stops being valid (sign-out, tenant switch): open readers end with it. */
  ended: AbortSignal
}
