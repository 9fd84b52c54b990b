import type { PersonId, TenantId } from '@coco/shared/ids'
import type { SeededPerson, SessionView } from '@coco/shared/views'
import type { SessionCookie } from '../../trpc/session-cookie.ts'
import type { Viewer } from '../../trpc/viewer.ts'

interface Caller {
  viewer: Viewer | null
  sessionCookie: SessionCookie
}

export interface SignIn {
  people(): SeededPerson[]
  me(viewer: Viewer | null): SessionView | null
  signIn(caller: Caller, input: { personId: PersonId; tenantId?: TenantId | undefined }): Promise<SessionView>
  signOut(caller: Caller): void
  switchTenant(caller: Caller, input: { tenantId: TenantId }): Promise<SessionView>
}
