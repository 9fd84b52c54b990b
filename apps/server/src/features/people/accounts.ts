import type { PersonInput } from '@coco/shared/identity-inputs'
import type { NewLink } from '@coco/shared/identity-views'
import { AppError } from '../../platform/app-error.ts'
import type { By } from './people.ts'

/** What only a superuser does, with anybody's account. */
export interface Accounts {
  makeResetLink(by: By, input: PersonInput): Promise<NewLink>
  deactivate(by: By, input: PersonInput): Promise<void>
  reactivate(by: By, input: PersonInput): Promise<void>
  erase(by: By, input: PersonInput): Promise<void>
}

export function createAccounts(): Accounts {
  const later = async () => {
    throw new AppError('internal', 'Not yet.')
  }
  return { makeResetLink: later, deactivate: later, reactivate: later, erase: later }
}
