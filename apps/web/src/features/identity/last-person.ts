import { keepInTab } from '../../lib/keep-in-tab.ts'

const KEY = 'coco.person'

/** Who was signed in here last: when their session ends by itself, they come back to where they were, and only they. */
export function rememberPerson(personId: string) {
  keepInTab(KEY, personId)
}

export function wasLastPerson(personId: string): boolean {
  return sessionStorage.getItem(KEY) === personId
}

export function forgetPerson() {
  sessionStorage.removeItem(KEY)
}
