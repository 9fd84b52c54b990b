import type { QueryClient } from '@tanstack/react-query'
import { onSessionNews } from '../lib/session-channel.ts'
import { readSessionEnd } from '../lib/session-end.ts'
import { forgetPerson } from './forget-person.ts'
import type { createAppRouter } from './router.ts'
import { shownSession } from './shown-session.ts'

interface Needs {
  router: ReturnType<typeof createAppRouter>
  queryClient: QueryClient
}

/** Another tab signed in, out or over: what this one shows may belong to somebody else. */
export function followSession({ router, queryClient }: Needs) {
  onSessionNews((news) => {
    switch (news.is) {
      case 'signed out':
        forgetPerson(news.personId)
        void lookAgain().finally(() => forgetPerson(news.personId))
        return
      case 'in use': {
        const shown = shownSession(router)
        const isKnown = shown?.person.id === news.personId && shown.tenant.id === news.tenantId
        const isAsking = shown === null && (router.state.isLoading || router.state.matches.length === 0)
        if (isKnown || isAsking || isAskedToSignIn()) return
        break
      }
      case 'changed':
        if (isAskedToSignIn()) return
    }
    void lookAgain()
  })

  async function lookAgain() {
    queryClient.clear()
    // A conversation is one person's in one tenant; under another session there is no such address.
    const isInConversation = router.state.location.pathname.startsWith('/c/')
    await (isInConversation ? router.navigate({ to: '/', replace: true }) : router.invalidate())
  }
}

/** Over the page, where that looks for itself who it is by now. */
function isAskedToSignIn(): boolean {
  return readSessionEnd().isEnded
}
