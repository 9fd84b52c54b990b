import type { SessionView } from '@coco/shared/identity-views'

interface Shown {
  state: { matches: readonly { context: object }[] }
}

/** Whose page it is: what it was begun with, whatever the cookie says by now. Null where nobody has to be signed in. */
export function shownSession({ state }: Shown): SessionView | null {
  for (const { context } of state.matches) if (hasSession(context)) return context.session
  return null
}

/** The same person in the same tenant: what a page shows of the one can go on with the other. */
export function isSameSession(one: SessionView, other: SessionView): boolean {
  return one.person.id === other.person.id && one.tenant.id === other.tenant.id
}

function hasSession(context: object): context is { session: SessionView } {
  return 'session' in context
}
