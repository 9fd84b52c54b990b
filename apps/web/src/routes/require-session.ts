import { redirect } from '@tanstack/react-router'
import { rememberPerson } from '../features/identity/last-person.ts'
import { tellOtherTabsOfBeginning } from '../lib/session-channel.ts'
import { haveBeenLetIn } from './let-in.ts'
import type { RouterContext } from './root-route.tsx'

/** For `beforeLoad`: whoever is not signed in is led to where one signs in. */
export async function requireSession({ context }: { context: RouterContext }) {
  const session = await context.utils.session.me.ensureData()
  if (!session) throw redirect({ to: '/sign-in' })
  haveBeenLetIn()
  rememberPerson(session.person.id)
  tellOtherTabsOfBeginning({ personId: session.person.id, tenantId: session.tenant.id })
  return { session }
}
