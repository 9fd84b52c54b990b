import type { PersonView } from '@coco/shared/identity-views'

export type PersonAction = 'roles' | 'reset_link' | 'deactivate' | 'reactivate' | 'remove' | 'erase'

/**
 * What may be done about somebody, as a menu. Nobody does anything to themselves here; the account itself, which may
 * belong to several tenants, is for those who manage accounts.
 */
export function actionsFor(person: PersonView, managesAccounts: boolean): PersonAction[] {
  if (person.isYou) return []
  const actions: PersonAction[] = ['roles']
  if (managesAccounts) actions.push('reset_link', person.status === 'deactivated' ? 'reactivate' : 'deactivate')
  actions.push('remove')
  if (managesAccounts) actions.push('erase')
  return actions
}

/** Where the focus returns to after a dialog about this person. */
export const actionsButtonId = ({ id }: Pick<PersonView, 'id'>) => `actions-${id}`
