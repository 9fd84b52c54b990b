import type { InvitePersonInput, PersonInput, SetRolesInput } from '@coco/shared/identity-inputs'
import type { NewLink, PersonView } from '@coco/shared/identity-views'
import { AppError } from '../../platform/app-error.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'

export interface By {
  viewer: Viewer
  source: CallSource
}

/** The people of the caller's own tenant. */
export interface People {
  list(viewer: Viewer): Promise<PersonView[]>
  invite(by: By, input: InvitePersonInput): Promise<{ person: PersonView; link: NewLink | null }>
  setRoles(by: By, input: SetRolesInput): Promise<PersonView>
  remove(by: By, input: PersonInput): Promise<void>
}

export function createPeople(): People {
  const later = async () => {
    throw new AppError('internal', 'Not yet.')
  }
  return { list: later, invite: later, setRoles: later, remove: later }
}
