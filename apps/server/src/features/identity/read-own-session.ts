import type { SessionView } from '@coco/shared/identity-views'
import type { SessionId } from '@coco/shared/ids'
import type { Doors } from '../../store/doors.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { findPerson, membershipsOf, type Person } from './person-store.ts'
import { seeSession } from './session-store.ts'
import { type NamedTenant, tenantsOf, toSessionView } from './session-view.ts'

export interface OwnSessionState {
  id: SessionId
  person: Person
  method: SessionView['method']
  expiresAt: Date
  view: SessionView
}

/** Who is signed in, as they are now; null for whoever came without a session. */
export type ReadOwnSession = (viewer: Viewer | null) => Promise<OwnSessionState | null>

export function createReadOwnSession(deps: {
  doors: Pick<Doors, 'inIdentity'>
  tenants: () => readonly NamedTenant[]
}): ReadOwnSession {
  return async (viewer) => {
    if (viewer?.proof.kind !== 'session') return null
    const { personId, sessionId: id } = viewer.proof
    const tenant = deps.tenants().find((declared) => declared.id === viewer.tenant)
    if (tenant === undefined) return null
    return deps.doors.inIdentity({ userId: personId }, async (tx) => {
      const person = await findPerson(tx, personId)
      const state = await seeSession(tx, id, personId)
      if (person === null || state === null) return null
      const { method, expiresAt } = state
      const tenants = tenantsOf(person, await membershipsOf(tx, personId), deps.tenants())
      return {
        id,
        person,
        method,
        expiresAt,
        view: toSessionView(person, { tenant, roles: viewer.roles, method }, tenants),
      }
    })
  }
}
