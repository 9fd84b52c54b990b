import type { ChangePasswordInput, RevokeSessionInput, UpdateProfileInput } from '@coco/shared/identity-inputs'
import type { OwnSession, SessionView } from '@coco/shared/identity-views'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { Caller } from './sign-in.ts'

/** What people do with their own account. Only with a session: a key and a token belong to programs. */
export interface OwnAccount {
  listSessions(viewer: Viewer): Promise<OwnSession[]>
  revokeSession(caller: Caller, input: RevokeSessionInput): Promise<void>
  changePassword(caller: Caller, input: ChangePasswordInput): Promise<void>
  updateProfile(caller: Caller, input: UpdateProfileInput): Promise<SessionView>
}

export function createOwnAccount(): OwnAccount {
  const later = async () => {
    throw new AppError('internal', 'Not yet.')
  }
  return { listSessions: later, revokeSession: later, changePassword: later, updateProfile: later }
}
