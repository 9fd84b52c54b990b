import type { PersonView } from '@coco/shared/identity-views'
import type { PersonId } from '@coco/shared/ids'
import type { Viewer } from '../../trpc/viewer.ts'
import type { Account, Membership } from './people-store.ts'

/** @param isSeeded people of local mode have no password and need none */
export function toPersonView(
  account: Account,
  { roles, since }: Pick<Membership, 'roles' | 'since'>,
  viewer: Viewer,
  isSeeded: (id: PersonId) => boolean,
): PersonView {
  const { id, name, email, isSuperuser } = account
  return {
    id,
    name,
    email,
    isSuperuser,
    roles: [...roles],
    status: statusOf(account, isSeeded(id)),
    isYou: id === viewer.subject,
    memberSince: since.toISOString(),
  }
}

export function statusOf(account: Account, isSeeded: boolean): PersonView['status'] {
  if (account.isDeactivated) return 'deactivated'
  return account.hasPassword || account.isKnownOtherwise || isSeeded ? 'active' : 'invited'
}
