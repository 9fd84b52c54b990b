import type { SessionView } from '@coco/shared/identity-views'
import type { PersonId, TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import type { CallSource } from '../../trpc/call-source.ts'
import type { SessionCookie } from '../../trpc/session-cookie.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/** Whoever is about to have a session, with what is needed to give them one. */
export interface SessionCaller {
  source: CallSource
  sessionCookie: SessionCookie
  /** Whose session this browser had; it ends. */
  viewer: Viewer | null
}

export interface Beginning {
  personId: PersonId
  tenant: TenantId
  method: SessionView['method']
  /** Roles that an issuer's claims gave; null: the person's membership says them, and there must be one. */
  claimedRoles: readonly TenantRole[] | null
}

/**
 * Begins a session for somebody who has proved who they are.
 * @throws AppError wrong_credentials when they are deactivated, or do not belong to the tenant
 */
export type BeginSession = (caller: SessionCaller, beginning: Beginning) => Promise<SessionView>
