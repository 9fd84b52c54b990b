import type { LookAtLinkInput, UseLinkInput } from '@coco/shared/identity-inputs'
import type { LinkView, SessionView } from '@coco/shared/identity-views'
import { AppError } from '../../platform/app-error.ts'
import type { Caller } from './sign-in.ts'

/** Links that work once. */
export interface UseLinks {
  look(caller: Caller, input: LookAtLinkInput): Promise<LinkView>
  /** Sets the password and signs in. */
  use(caller: Caller, input: UseLinkInput): Promise<SessionView>
}

export function createUseLinks(): UseLinks {
  const later = async () => {
    throw new AppError('internal', 'Not yet.')
  }
  return { look: later, use: later }
}
